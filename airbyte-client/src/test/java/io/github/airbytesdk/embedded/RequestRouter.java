package io.github.airbytesdk.embedded;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operation of a request by the rules of the web framework.
 *
 * <p>With authentication, the framework does not reveal which operations exist. A request without an operation (an unknown
 * path, a wrong method, content type or Accept header) is forbidden to an authenticated caller and unauthorized for an
 * anonymous one. Without authentication, the response has the specific status, mostly without a body.
 */
final class RequestRouter {
    private static final String PUBLIC_API = "/api/public/v1";
    private static final String CONFIG_API = "/api/v1";
    private static final Set<String> ANONYMOUS =
            Set.of("createAccessToken", "getHealthCheck", "getInstanceConfiguration");
    private static final int MAX_TARGET_LENGTH = 4096;
    private static final int MAX_BODY_BYTES = 10 * 1024 * 1024;
    private static final List<String> NOT_THE_WEB_APP = List.of("/api", "/assets", "/fonts", "/routes", "/scim");
    private static final String WEB_APP = "<!doctype html><html lang=\"en\"><head><title>Airbyte</title></head>"
            + "<body><div id=\"root\"></div></body></html>";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Settings settings;
    private final Tokens tokens;
    private final Api api;

    RequestRouter(Settings settings, Tokens tokens, Api api) {
        this.settings = settings;
        this.tokens = tokens;
        this.api = api;
    }

    /** A request, the operation that it is for (empty if there is none), and what serves it. */
    record Task(String operation, Handler handler, ApiRequest request) {
        Reply run() throws InterruptedException {
            return handler.handle(request);
        }
    }

    Task route(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        if (request.getTarget().length() > MAX_TARGET_LENGTH) {
            String reason = "The request line exceeds " + MAX_TARGET_LENGTH + " bytes";
            return refused(request, Problems.tooLarge(reason, "/bad-request"));
        }
        if (NOT_THE_WEB_APP.stream().noneMatch(path::startsWith)) {
            // The web app responds to every other path, so that a wrong base URL gets a 200.
            return new Task("", r -> Reply.text(200, "text/html", WEB_APP), new ApiRequest(request, Map.of()));
        }
        Operations.Route route;
        try {
            route = find(request.getMethod(), path);
        } catch (Operations.WrongMethod e) {
            return refused(request, noOperation(request, Problems.empty(405)));
        }
        if (route == null) {
            return refused(request, noOperation(request, Problems.noSuchRoute()));
        }
        String operation = route.operation();
        Handler handler = r -> {
            check(operation, request);
            return api.handle(operation, r);
        };
        return new Task(operation, handler, new ApiRequest(request, route.parameters()));
    }

    private static Operations.@Nullable Route find(String method, String path) throws Operations.WrongMethod {
        if (path.startsWith(PUBLIC_API + "/") || path.equals(PUBLIC_API)) {
            return Operations.PUBLIC.route(method, Operations.segments(path.substring(PUBLIC_API.length())));
        }
        return path.startsWith(CONFIG_API + "/")
                ? Operations.CONFIG.route(method, Operations.segments(path.substring(CONFIG_API.length())))
                : null;
    }

    private static Task refused(RecordedRequest request, Refusal refusal) {
        Handler handler = r -> {
            throw refusal;
        };
        return new Task("", handler, new ApiRequest(request, Map.of()));
    }

    /** Checks what the framework checks before it calls an operation. */
    private void check(String operation, RecordedRequest request) {
        boolean token = operation.equals("createAccessToken");
        if (token && !settings.authentication()) {
            throw Problems.noSuchRoute(); // the server has no token endpoint then
        }
        String authorization = request.getHeaders().get("Authorization");
        if (!ANONYMOUS.contains(operation) && !tokens.accept(authorization)) {
            throw Problems.unauthorized(request.getTarget());
        }
        if (request.getBodySize() > MAX_BODY_BYTES) {
            String reason = "The content length [" + request.getBodySize() + "] exceeds the maximum allowed content"
                    + " length [" + MAX_BODY_BYTES + "]";
            throw Problems.tooLarge(reason, request.getTarget());
        }
        if (hasBody(request.getMethod())
                && !consumes(token, request.getHeaders().get("Content-Type"))) {
            throw noOperation(request, Problems.empty(415));
        }
        if (!operation.equals("getHealthCheck") && !accepts(request.getHeaders().get("Accept"), "application/json")) {
            throw noOperation(request, Problems.empty(406));
        }
    }

    private static boolean hasBody(String method) {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }

    /** Of all operations only the token endpoint takes forms, and only it insists on a content type. */
    private static boolean consumes(boolean token, @Nullable String contentType) {
        if (contentType == null) {
            return !token;
        }
        String type = mediaType(contentType);
        return type.equals("application/json") || (token && type.equals(FORM));
    }

    private Refusal noOperation(RecordedRequest request, Refusal withoutAuthentication) {
        if (!settings.authentication()) {
            return withoutAuthentication;
        }
        return tokens.accept(request.getHeaders().get("Authorization"))
                ? Problems.forbiddenByFramework(request.getTarget())
                : Problems.unauthorized(request.getTarget());
    }

    /** Returns whether an Accept header allows a type; an absent one allows every type. */
    static boolean accepts(@Nullable String accept, String type) {
        if (accept == null || accept.isBlank()) {
            return true;
        }
        String wildcard = type.substring(0, type.indexOf('/')) + "/*";
        for (String range : accept.split(",", -1)) {
            String allowed = mediaType(range);
            if (allowed.equals(type) || allowed.equals(wildcard) || allowed.equals("*/*")) {
                return true;
            }
        }
        return false;
    }

    private static String mediaType(String header) {
        return header.split(";", -1)[0].trim().toLowerCase(Locale.ROOT);
    }
}
