package io.github.airbytesdk.embedded;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fault of a call, for {@link EmbeddedAirbyte#onNext} and its siblings. Immutable: each method returns a new fault.
 *
 * <p>A fault replaces the whole call, including the check of the token, as a failing proxy in front of the server would.
 * The request is always read completely. Whether the server <em>acts</em> (creates, deletes, starts) is independent of
 * what the client receives:
 *
 * <pre>{@code
 * Fault.response(502).body("text/html", "<html>Bad Gateway</html>")   // nothing was created
 * Fault.response(504).afterActing()                                   // it was created, but the client cannot know
 * Fault.drop().afterActing()                                        // the same, without any response
 * Fault.stall(Duration.ofSeconds(3)).actingAfter(Duration.ofSeconds(2))
 * Fault.response(504).actingAfter(Duration.ofSeconds(2))              // responds at once, acts later
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Fault {
    enum Ending {
        /** The server's own response; the connection is closed instead if the server has not acted. */
        OWN_RESPONSE,
        FIXED_RESPONSE,
        DROP,
        RESET,
        REFUSED_STREAM,
        GO_AWAY
    }

    private final Ending ending;
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final long hugeBody;
    private final @Nullable Duration actsAfter;
    private final Duration delay;
    private final boolean truncated;
    private final @Nullable Duration closingAfter;
    private final boolean http10;

    private Fault(Builder builder) {
        this.ending = builder.ending;
        this.status = builder.status;
        this.headers = builder.headers;
        this.body = builder.body;
        this.hugeBody = builder.hugeBody;
        this.actsAfter = builder.actsAfter;
        this.delay = builder.delay;
        this.truncated = builder.truncated;
        this.closingAfter = builder.closingAfter;
        this.http10 = builder.http10;
    }

    /**
     * Responds with this status and an empty body, without acting. {@link #header}, {@link #body(String, String)} and
     * {@link #afterActing} add to it.
     *
     * @throws IllegalArgumentException if the status is not between 100 and 599
     */
    public static Fault response(int status) {
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("status " + status + " is not between 100 and 599");
        }
        Builder builder = new Builder(Ending.FIXED_RESPONSE);
        builder.status = status;
        return builder.build();
    }

    /**
     * Responds with one of Airbyte's problems, without acting.
     *
     * @param title the kind of problem, such as {@code state-conflict}
     * @param message the value of {@code data.message}
     */
    public static Fault problem(int status, String title, String message) {
        return response(status, Problems.problem(status, title, Problems.message(message)));
    }

    /** Responds as Airbyte does when it fails unexpectedly, with only an error id, without acting. */
    public static Fault errorId(int status) {
        return response(status, Problems.errorId(status));
    }

    private static Fault response(int status, Refusal refusal) {
        return response(status).body("application/json", refusal.reply().body());
    }

    /** Redirects to a location, without acting; the status is one such as 302. */
    public static Fault redirect(int status, String location) {
        return response(status).header("Location", location);
    }

    /**
     * Responds with 200 and a JSON document of this many bytes, without acting. The document is generated while it is
     * sent and never held in memory.
     */
    public static Fault hugeBody(long bytes) {
        if (bytes < HugeBody.MINIMUM_BYTES) {
            throw new IllegalArgumentException("a huge body of " + bytes + " bytes");
        }
        Builder builder = response(200).header("Content-Type", "application/json").toBuilder();
        builder.hugeBody = bytes;
        return builder.build();
    }

    /** Closes the connection instead of responding, without acting. The client sees the end of the stream. */
    public static Fault drop() {
        return new Builder(Ending.DROP).build();
    }

    /** Resets the connection (TCP RST) instead of responding, without acting. */
    public static Fault reset() {
        return new Builder(Ending.RESET).build();
    }

    /**
     * Resets the stream with REFUSED_STREAM instead of responding, without acting. Over HTTP/1.1 the same as {@link
     * #drop}.
     */
    public static Fault refusedStream() {
        return new Builder(Ending.REFUSED_STREAM).build();
    }

    /**
     * Sends a GOAWAY that excludes the request, so the client has to use another connection, without acting. Over HTTP/1.1 the same as
     * {@link #drop}.
     */
    public static Fault goAway() {
        return new Builder(Ending.GO_AWAY).build();
    }

    /**
     * Stays silent for a time, then sends the server's own response if it has acted by then, and closes the connection
     * otherwise. The server acts only with {@link #afterActing} (before the silence) or {@link #actingAfter}.
     */
    public static Fault stall(Duration silence) {
        return new Builder(Ending.OWN_RESPONSE).build().delayed(silence);
    }

    /** Acts and responds normally, for use with {@link #truncated}, {@link #delayed} or {@link #closingAfter}. */
    public static Fault none() {
        return new Builder(Ending.OWN_RESPONSE).build().afterActing();
    }

    /** Sets a header of the response. */
    public Fault header(String name, String value) {
        Builder builder = toBuilder();
        builder.headers.put(name, value);
        return builder.build();
    }

    /** Sets the body of the response, encoded as UTF-8. */
    public Fault body(String contentType, String text) {
        return body(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sets the body of the response. */
    public Fault body(String contentType, byte[] bytes) {
        Builder builder = header("Content-Type", contentType).toBuilder();
        builder.body = bytes.clone();
        return builder.build();
    }

    /** Makes the server act as soon as it has the request, before it responds. */
    public Fault afterActing() {
        return actingAfter(Duration.ZERO);
    }

    /**
     * Makes the server act at this time after it received the request. That may be after the response, as when a proxy
     * times out and the server behind it continues.
     */
    public Fault actingAfter(Duration delay) {
        Builder builder = toBuilder();
        builder.actsAfter = notNegative(delay);
        return builder.build();
    }

    /** Sends the response, or ends the connection, at this time after the request arrived. */
    public Fault delayed(Duration newDelay) {
        Builder builder = toBuilder();
        builder.delay = notNegative(newDelay);
        return builder.build();
    }

    /** Sends only the first half of the body, then closes the connection. */
    public Fault truncated() {
        Builder builder = toBuilder();
        builder.truncated = true;
        return builder.build();
    }

    /**
     * Closes the connection when it has been idle for this time after the response, while it is still in the client's
     * pool, without announcing it. With zero it is closed as soon as the response has been sent (HTTP/1.1 only).
     */
    public Fault closingAfter(Duration idle) {
        Builder builder = toBuilder();
        builder.closingAfter = notNegative(idle);
        return builder.build();
    }

    /**
     * Responds with the version HTTP/1.0 and without {@code Connection: keep-alive}, as some proxies do, so the client
     * must not reuse the connection. No effect over HTTP/2.
     */
    public Fault overHttp10() {
        Builder builder = toBuilder();
        builder.http10 = true;
        return builder.build();
    }

    Ending ending() {
        return ending;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** The number of bytes to generate, or 0 for {@link #body}. */
    long hugeBodyBytes() {
        return hugeBody;
    }

    /** When the server acts, from the arrival of the request, or null for never. */
    @Nullable
    Duration actsAfter() {
        return actsAfter;
    }

    Duration delay() {
        return delay;
    }

    boolean isTruncated() {
        return truncated;
    }

    @Nullable
    Duration closingAfter() {
        return closingAfter;
    }

    boolean isHttp10() {
        return http10;
    }

    /** Describes the fault briefly, for instance for the name of a parameterized test. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        switch (ending) {
            case OWN_RESPONSE -> text.append(actsAfter == null ? "silence" : "own response");
            case FIXED_RESPONSE -> text.append("response ").append(status);
            case DROP -> text.append("drop");
            case RESET -> text.append("reset");
            case REFUSED_STREAM -> text.append("REFUSED_STREAM");
            case GO_AWAY -> text.append("GOAWAY");
        }
        headers.forEach(
                (name, value) -> text.append(", ").append(name).append(": ").append(value));
        if (hugeBody > 0) {
            text.append(", ").append(hugeBody).append(" bytes");
        } else if (body.length > 0) {
            text.append(", ").append(body.length).append(" bytes");
        }
        if (!delay.isZero()) {
            text.append(", after ").append(delay);
        }
        if (actsAfter != null && ending != Ending.OWN_RESPONSE) {
            text.append(actsAfter.isZero() ? ", after acting" : ", acting after " + actsAfter);
        } else if (actsAfter != null && !actsAfter.isZero()) {
            text.append(", acting after ").append(actsAfter);
        }
        if (truncated) {
            text.append(", truncated");
        }
        if (closingAfter != null) {
            text.append(", closing after ").append(closingAfter);
        }
        if (http10) {
            text.append(", HTTP/1.0");
        }
        return text.toString();
    }

    private static Duration notNegative(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("negative duration: " + duration);
        }
        return duration;
    }

    private Builder toBuilder() {
        Builder builder = new Builder(ending);
        builder.status = status;
        builder.headers.putAll(headers);
        builder.body = body;
        builder.hugeBody = hugeBody;
        builder.actsAfter = actsAfter;
        builder.delay = delay;
        builder.truncated = truncated;
        builder.closingAfter = closingAfter;
        builder.http10 = http10;
        return builder;
    }

    /** Avoids ten constructor arguments in each of the methods above. */
    private static final class Builder {
        final Ending ending;
        final Map<String, String> headers = new LinkedHashMap<>();
        int status;
        byte[] body = new byte[0];
        long hugeBody;

        @Nullable
        Duration actsAfter;

        Duration delay = Duration.ZERO;
        boolean truncated;

        @Nullable
        Duration closingAfter;

        boolean http10;

        Builder(Ending ending) {
            this.ending = ending;
        }

        Fault build() {
            return new Fault(this);
        }
    }
}
