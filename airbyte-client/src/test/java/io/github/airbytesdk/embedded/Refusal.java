package io.github.airbytesdk.embedded;

/** Thrown by a handler to answer with an error. {@link Problems} makes them. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    Refusal(Reply reply) {
        super(reply.status() + " " + reply.body(), null, false, false);
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }
}
