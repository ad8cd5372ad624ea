package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.embedded.Fault;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The faults, by their names in the matrices.
 *
 * <p>After the name, {@code once} means that the next call succeeds again, and {@code acted} that the server processed
 * the request before the fault.
 */
final class NamedFault {
    /** Longer than any timeout of a test in which a call stalls. */
    private static final Duration STALL = Duration.ofSeconds(3);

    /** When a late request takes effect: after a failed provisioning has ended. */
    static final Duration LATE = Duration.ofMillis(1600);

    private static final String PAGE = "<html><head><title>Bad Gateway</title></head></html>";
    private static final Pattern BEFORE_ANYTHING_IS_SENT = Pattern.compile("connection refused|unknown host|no TLS");
    private static final Pattern NOT_A_RESPONSE = Pattern.compile(
            "connection refused|unknown host|reset|dropped|stall.*|truncated.*|none, closed.*|REFUSED_STREAM|GOAWAY");

    private final String name;

    NamedFault(String name) {
        this.name = name;
    }

    /** Returns the name without its suffix. */
    private String plainName() {
        return name.replace(", once", "").replace(", acted", "");
    }

    boolean isOnce() {
        return name.contains(", once");
    }

    boolean isActed() {
        return name.contains(", acted");
    }

    boolean isStall() {
        return name.startsWith("stall");
    }

    boolean isLate() {
        return plainName().equals("stall, acts late");
    }

    /** Returns whether the call fails before anything is sent to the server. */
    boolean isOfTheNetwork() {
        return BEFORE_ANYTHING_IS_SENT.matcher(plainName()).matches();
    }

    /** Returns whether it is more than a response, so that its result may depend on the version of HTTP. */
    boolean dependsOnTheProtocol() {
        return NOT_A_RESPONSE.matcher(plainName()).matches();
    }

    /** Returns whether it exists only in HTTP/2. */
    boolean isOfHttp2() {
        return plainName().equals("REFUSED_STREAM") || plainName().equals("GOAWAY");
    }

    /** Returns whether it persists until the client gives up, which may be after repeated requests. */
    boolean isPermanent() {
        return !isOnce() && (name.startsWith("4") || isOfHttp2());
    }

    /** Returns whether a proxy in front of the server causes it. */
    boolean isOfAProxy() {
        return plainName().equals("407");
    }

    /** Returns a network on which the connections of an operation fail. */
    BrokenNetwork network(String operation) {
        BrokenNetwork.Fault fault = switch (plainName()) {
            case "connection refused" -> BrokenNetwork.Fault.REFUSED;
            case "unknown host" -> BrokenNetwork.Fault.UNKNOWN_HOST;
            default -> BrokenNetwork.Fault.NO_TLS;
        };
        return new BrokenNetwork(fault, operation, isOnce() ? 1 : Integer.MAX_VALUE);
    }

    /** Returns what the server does. */
    Fault fault() {
        Fault fault = switch (plainName()) {
            case "none" -> Fault.none();
            case "reset" -> Fault.reset();
            case "dropped" -> Fault.drop();
            case "REFUSED_STREAM" -> Fault.refusedStream();
            case "GOAWAY" -> Fault.goAway();
            case "stall" -> Fault.stall(STALL);
            case "stall, acts late" -> Fault.stall(STALL).actingAfter(LATE);
            case "truncated", "truncated before the id" -> Fault.none().truncated();
            case "not JSON 200" -> json(200, "upstream sent {");
            case "empty 200" -> Fault.response(200);
            case "null 200" -> json(200, "null");
            case "200 without id" -> json(200, "{\"name\":\"orders\"}");
            case "HTML 200" -> page(200);
            case "301" -> Fault.redirect(301, "https://elsewhere.example.com/");
            case "302" -> Fault.redirect(302, "/login");
            case "400" -> Fault.problem(400, "bad-request", "No streams found");
            case "401" -> Fault.response(401);
            case "403" -> Fault.problem(403, "forbidden", "Caller does not have the required permissions");
            case "404" -> Fault.problem(404, "resource-not-found", "Could not find it");
            case "407" -> Fault.response(407).header("Proxy-Authenticate", "Basic realm=\"proxy\"");
            case "408" -> Fault.response(408);
            case "409 try-again-later" -> Fault.problem(409, "try-again-later", "A sync is already running for: it");
            case "409 state-conflict" -> Fault.problem(409, "state-conflict", "Could not fulfill request");
            case "413" -> page(413);
            case "422" -> Fault.problem(422, "unprocessable-entity", "$.port: integer found, string expected");
            case "429" -> json(429, "{\"message\":\"You are being rate limited.\"}");
            case "429 Retry-After" -> Fault.response(429).header("Retry-After", "7");
            case "500 problem" -> Fault.problem(500, "unexpected-problem", "Something broke");
            case "500 errorId" -> Fault.errorId(500);
            case "502 HTML" -> page(502);
            case "503 Retry-After 0" -> Fault.response(503).header("Retry-After", "0");
            case "504 HTML" -> page(504);
            default -> throw new IllegalArgumentException("no such fault: " + name);
        };
        return isActed() ? fault.afterActing() : fault;
    }

    private static Fault json(int status, String body) {
        return Fault.response(status).body("application/json", body);
    }

    private static Fault page(int status) {
        return Fault.response(status).body("text/html", PAGE);
    }

    @Override
    public String toString() {
        return name;
    }
}
