package io.github.airbytesdk.provisioning;

/**
 * What to do about a source or destination of the same name, or a connection between the same two ends, that is there
 * already. Airbyte itself allows any number of them.
 *
 * @since 0.1.0
 */
public enum IfExists {
    /** Does not look, and creates another. The default. */
    CREATE_ANOTHER,
    /**
     * Uses what is there, if it is what was asked for.
     *
     * <p>This makes provisioning idempotent for one writer per workspace and name: run twice, or killed at any moment and
     * run again once the server has finished what it had, it ends with one source, one destination, one connection and a
     * sync. So it recovers forward: on a timeout, an interrupt, a deadline or an unknown outcome it deletes nothing, for the
     * next run goes on from there; only a definite refusal undoes what this call had created.
     *
     * <p>It refuses to guess: when two have the name it lists them, when the connector differs or a setting that can be
     * read it names the members, never their values. What was not set counts as its default where this library sends one,
     * such as the manual schedule. Secrets cannot be read, so that a changed password is not noticed; {@link #UPDATE} is
     * for that. A first sync is started only where the connection has had none; else the latest is returned.
     *
     * <p>Both ends are looked for before anything is made, and each again after it was created: a second one that turns up
     * then is refused, too.
     */
    REUSE,
    /**
     * The same, and what differs is changed on the server to what was asked for: the whole configuration of a source or
     * destination, which is always sent by a {@code PUT}, because a rotated secret cannot be seen to differ, and the settings of
     * a connection, by a {@code PATCH} where they differ.
     * Such a change is not undone when a later step fails. A connector that differs is refused.
     */
    UPDATE,
    /** Refuses. Both ends are looked for before anything is created. */
    FAIL;

    boolean looks() {
        return this != CREATE_ANOTHER;
    }

    boolean recoversForward() {
        return this == REUSE || this == UPDATE;
    }
}
