package io.github.airbytesdk.embedded;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with a call. Give it to {@link EmbeddedAirbyte#onNext} or one of its siblings. Immutable:
 * each method returns a new one.
 *
 * <p>A fault takes the place of the whole call, the check of the token included, as a proxy in front of the server
 * would. The request is always read to its end. Whether the server <em>acts</em> (creates, deletes, starts) is said
 * apart from what the client gets to see:
 *
 * <pre>{@code
 * Fault.answer(502).body("text/html", "<html>Bad Gateway</html>")   // nothing was created
 * Fault.answer(504).afterActing()                                   // it was, but the client cannot know
 * Fault.drop().afterActing()                                        // the same, without any answer
 * Fault.stall(Duration.ofSeconds(3)).actingAfter(Duration.ofSeconds(2))
 * Fault.answer(504).actingAfter(Duration.ofSeconds(2))              // answers at once, acts when nobody waits
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Fault {
    enum Ending {
        /** The server's own answer; the connection is closed instead if the server has not acted. */
        OWN_ANSWER,
        FIXED_ANSWER,
        DROP,
        RESET
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
    }

    /**
     * Answers with this status and an empty body, without acting. {@link #header}, {@link #body(String, String)} and
     * {@link #afterActing} add to it.
     */
    public static Fault answer(int status) {
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("status " + status + " is not between 100 and 599");
        }
        Builder builder = new Builder(Ending.FIXED_ANSWER);
        builder.status = status;
        return builder.build();
    }

    /**
     * Answers with an Airbyte problem, without acting.
     *
     * @param title the kind of problem, such as {@code state-conflict}
     * @param message what {@code data.message} says
     */
    public static Fault problem(int status, String title, String message) {
        return answer(status, Problems.problem(status, title, Problems.message(message)));
    }

    /** Answers as Airbyte does when it fails unexpectedly, with nothing but an error id, without acting. */
    public static Fault errorId(int status) {
        return answer(status, Problems.errorId(status));
    }

    private static Fault answer(int status, Refusal refusal) {
        return answer(status).body("application/json", refusal.reply().body());
    }

    /** Redirects to another place, without acting; {@code status} is such as 301 or 302. */
    public static Fault redirect(int status, String location) {
        return answer(status).header("Location", location);
    }

    /**
     * Answers 200 with one JSON document of this many bytes, without acting. The server makes it up as it goes, and
     * never holds it in memory.
     */
    public static Fault hugeBody(long bytes) {
        if (bytes < HugeBody.MINIMUM_BYTES) {
            throw new IllegalArgumentException("a huge body of " + bytes + " bytes");
        }
        Builder builder = answer(200).header("Content-Type", "application/json").toBuilder();
        builder.hugeBody = bytes;
        return builder.build();
    }

    /** Closes the connection in place of an answer, without acting: the client sees the end of the stream. */
    public static Fault drop() {
        return new Builder(Ending.DROP).build();
    }

    /** Resets the connection (TCP RST) in place of an answer, without acting. */
    public static Fault reset() {
        return new Builder(Ending.RESET).build();
    }

    /**
     * Says nothing for so long; then sends the server's own answer if it has acted by then, else closes the
     * connection. It never acts, unless {@link #afterActing} (before the silence) or {@link #actingAfter} says so.
     */
    public static Fault stall(Duration silence) {
        return new Builder(Ending.OWN_ANSWER).build().delayed(silence);
    }

    /** Acts and answers as usual: to be combined with {@link #truncated}, {@link #delayed}, {@link #closingAfter}. */
    public static Fault none() {
        return new Builder(Ending.OWN_ANSWER).build().afterActing();
    }

    /** Adds a header to the answer, or replaces the one of that name. */
    public Fault header(String name, String value) {
        Builder builder = toBuilder();
        builder.headers.put(name, value);
        return builder.build();
    }

    /** Gives the answer this body, in UTF-8. */
    public Fault body(String contentType, String text) {
        return body(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives the answer this body, whatever its bytes mean. */
    public Fault body(String contentType, byte[] bytes) {
        Builder builder = header("Content-Type", contentType).toBuilder();
        builder.body = bytes.clone();
        return builder.build();
    }

    /** Makes the server act first, as soon as it has the request. */
    public Fault afterActing() {
        return actingAfter(Duration.ZERO);
    }

    /**
     * Makes the server act so long after it got the request. That may be after it has answered: a proxy has given up,
     * the server behind it has not.
     */
    public Fault actingAfter(Duration delay) {
        Builder builder = toBuilder();
        builder.actsAfter = notNegative(delay);
        return builder.build();
    }

    /** Sends the answer, or ends the connection, so long after the request arrived. */
    public Fault delayed(Duration newDelay) {
        Builder builder = toBuilder();
        builder.delay = notNegative(newDelay);
        return builder.build();
    }

    /** Sends only the first half of the body that the headers announce, then closes the connection. */
    public Fault truncated() {
        Builder builder = toBuilder();
        builder.truncated = true;
        return builder.build();
    }

    /**
     * Closes the connection when it has been idle for so long after the answer, without telling the client, whose
     * pool still holds it.
     */
    public Fault closingAfter(Duration idle) {
        Builder builder = toBuilder();
        builder.closingAfter = notNegative(idle);
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

    /** How many bytes to make up, or 0 for {@link #body}. */
    long hugeBodyBytes() {
        return hugeBody;
    }

    /** When the server acts, counted from the request's arrival, or null for never. */
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

    /** Says what happens, in a few words: the name of a parameterised test, for instance. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        switch (ending) {
            case OWN_ANSWER -> text.append(actsAfter == null ? "silence" : "own answer");
            case FIXED_ANSWER -> text.append("answer ").append(status);
            case DROP -> text.append("drop");
            case RESET -> text.append("reset");
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
        if (actsAfter != null && ending != Ending.OWN_ANSWER) {
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
        return builder;
    }

    /** Keeps the methods above from repeating nine constructor arguments each. */
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

        Builder(Ending ending) {
            this.ending = ending;
        }

        Fault build() {
            return new Fault(this);
        }
    }
}
