package io.github.airbytesdk.embedded;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Issues access tokens and checks them. */
final class Tokens {
    private static final String BEARER = "Bearer ";
    private static final String ARGUMENT = "applicationTokenRequestWithGrant";
    private static final HttpUrl FORM = HttpUrl.get("http://localhost/");
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Settings settings;
    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();
    private final Random random = new SecureRandom();

    Tokens(Settings settings) {
        this.settings = settings;
    }

    Reply create(ApiRequest request) {
        Body body = credentials(request);
        String id = body.requiredString("client_id");
        String secret = body.requiredString("client_secret");
        if (!id.equals(settings.clientId()) || !secret.equals(settings.clientSecret())) {
            throw Problems.badRequestByFramework("Invalid client id or token", request.target());
        }
        return Reply.ok(Json.object()
                .add("access_token", issue())
                .add("token_type", "Bearer")
                .add("expires_in", settings.tokenLifetime().toSeconds())
                .build());
    }

    /** Reads JSON or a form. */
    private static Body credentials(ApiRequest request) {
        String contentType = request.contentType();
        if (contentType != null && contentType.startsWith("application/x-www-form-urlencoded")) {
            HttpUrl form = FORM.newBuilder().encodedQuery(request.bodyText()).build();
            JsonObject json = new JsonObject();
            for (String name : form.queryParameterNames()) {
                json.addProperty(name, form.queryParameter(name));
            }
            return Body.of(json, ARGUMENT, request.target());
        }
        if (request.bodyText().stripLeading().startsWith("[")) {
            throw Problems.errorId(500); // unlike the other operations, this one does not expect an array
        }
        return request.body(ARGUMENT);
    }

    /** Creates a token of the server's form. Its signature is random, because only this class checks it. */
    private String issue() {
        Instant now = settings.clock().instant();
        Instant expiry = now.plus(settings.tokenLifetime());
        String header =
                Json.write(Json.object().add("alg", "HS256").add("typ", "JWT").build());
        String payload = Json.write(Json.object()
                .add("iss", "http://localhost:8001")
                .add("sub", new UUID(0, 0))
                .add("jti", UUID.randomUUID())
                .add("iat", now.getEpochSecond())
                .add("exp", expiry.getEpochSecond())
                .build());
        byte[] signature = new byte[32];
        random.nextBytes(signature);
        String token = base64(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64(payload.getBytes(StandardCharsets.UTF_8)) + "." + base64(signature);
        expiries.values().removeIf(end -> !now.isBefore(end));
        expiries.put(token, expiry);
        return token;
    }

    private static String base64(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }

    /** Returns whether an {@code Authorization} header authenticates a call; true without authentication. */
    boolean accept(@Nullable String authorization) {
        if (!settings.authentication()) {
            return true;
        }
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return false;
        }
        String token = authorization.substring(BEARER.length());
        Instant expiry = expiries.get(token);
        return Objects.equals(token, settings.bearerToken())
                || (expiry != null && settings.clock().instant().isBefore(expiry));
    }

    void revokeAll() {
        expiries.clear();
    }
}
