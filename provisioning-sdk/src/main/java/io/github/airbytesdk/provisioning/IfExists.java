package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.provisioning.streams.StreamSelection;

/**
 * What to do if a source or destination of the same name, or a connection between the same source and destination, already
 * exists. Airbyte itself allows any number of them.
 *
 * @since 0.1.0
 */
public enum IfExists {
    /** Creates another one, without looking for existing ones. The default. */
    CREATE_ANOTHER,
    /**
     * Uses the existing resource if it matches the request.
     *
     * <p>This makes provisioning idempotent for one writer per workspace and name: a pipeline that is provisioned twice, or
     * whose process was killed and is run again after the server has finished all requests, ends with one source, one
     * destination, one connection and one sync. After a timeout, interrupt, deadline or unknown outcome nothing is deleted,
     * and the next run resumes. Only a refusal rolls back what this call created.
     *
     * <p>Ambiguous situations are refused. If two resources have the name, the message lists them. If the connector or a
     * readable setting differs, the message lists the names of the settings, never their values. A setting that was not
     * requested counts as its default where this library sends one, such as the manual schedule. Secrets cannot be read, so a
     * changed password is not noticed; use {@link #UPDATE} for that. A first sync is started only if the connection has had
     * none; otherwise the latest sync is returned.
     *
     * <p>A setting that the server does not return is not compared, such as the namespaces of streams before May 2025 (not
     * recorded). Streams that the source has gained or lost since the connection was created do not prevent its reuse, and are
     * reported by {@link ProvisionedPipeline#streamDifferences()}; a difference in streams that the selection names does, see
     * {@link StreamSelection#names}.
     *
     * <p>The source and the destination are looked up before anything is created, and each again after it was created. A
     * second one that appears in between is refused too. Names are compared exactly. If there is none of the name, but one
     * whose name differs only in case, surrounding white space or Unicode normalization, the call is refused: it would
     * otherwise start a second pipeline because of a stray blank.
     */
    REUSE,
    /**
     * Like {@link #REUSE}, but updates existing resources to match the request. The whole configuration of a source or
     * destination is always sent, by {@code PUT}, because a rotated secret cannot be detected. The settings of a
     * connection are sent by {@code PATCH} if they differ, also if the source has gained or lost streams. An update is not rolled
     * back if a later step fails. A source or destination of another connector is refused.
     */
    UPDATE,
    /** Refuses. The source and the destination are looked up before anything is created. */
    FAIL;

    /** Returns whether existing resources are looked up. */
    boolean looks() {
        return this != CREATE_ANOTHER;
    }

    /** Returns whether a run resumes what an earlier run left. */
    boolean resumes() {
        return this == REUSE || this == UPDATE;
    }
}
