package io.github.airbytesdk.embedded;

/** Thrown by a handler to respond with an error. Created by {@link Problems}. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;
    private final boolean fromFramework;

    Refusal(Reply reply, boolean fromFramework) {
        super(reply.status() + " " + reply.body(), null, false, false);
        this.reply = reply;
        this.fromFramework = fromFramework;
    }

    Reply reply() {
        return reply;
    }

    /** Returns whether the web framework refuses the request; it responds with a page to a client that accepts HTML. */
    boolean isFromFramework() {
        return fromFramework;
    }
}
