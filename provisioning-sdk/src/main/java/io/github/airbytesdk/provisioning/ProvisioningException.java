package io.github.airbytesdk.provisioning;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a provisioning failed. Reports what was rolled back and what remains on the server.
 *
 * <p>The message is one line: the step, the cause in the server's words, what was rolled back, and what remains or may remain.
 * For example:
 *
 * <pre>createDestination: 422 unprocessable-entity: $.port: integer found, string expected; rolled back: source 7c1d...</pre>
 *
 * <p>The exception that failed the step is the {@linkplain #getCause() cause}. Exceptions of the rollback are
 * {@linkplain #getSuppressed() suppressed}.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial") // The lists are immutable copies, which are serializable.
public final class ProvisioningException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Step step;
    private final boolean retryable;
    private final List<ResourceId> rolledBack;
    private final List<Leftover> leftovers;
    private final List<Leftover> possibleLeftovers;

    /**
     * Creates an exception. The provisioner does this; the constructor is public for tests of code that handles failures.
     *
     * @param step the step that failed
     * @param retryable whether a later run with the same input may succeed
     * @param reason why the step failed, in one line; the message continues with the lists below
     * @param cause the exception that failed the step, or null
     * @param rolledBack what was created and deleted again
     * @param leftovers what remains on the server
     * @param possibleLeftovers what may remain on the server
     */
    public ProvisioningException(
            Step step,
            boolean retryable,
            String reason,
            @Nullable Throwable cause,
            List<ResourceId> rolledBack,
            List<Leftover> leftovers,
            List<Leftover> possibleLeftovers) {
        super(Messages.oneLine(message(reason, rolledBack, leftovers, possibleLeftovers)), cause);
        this.step = step;
        this.retryable = retryable;
        this.rolledBack = List.copyOf(rolledBack);
        this.leftovers = List.copyOf(leftovers);
        this.possibleLeftovers = List.copyOf(possibleLeftovers);
    }

    private static String message(
            String reason, List<ResourceId> rolledBack, List<Leftover> leftovers, List<Leftover> possibleLeftovers) {
        return reason
                + part("; rolled back: ", rolledBack, "")
                + part("; left behind: ", leftovers, ", see TROUBLESHOOTING.md#left-behind")
                + part("; may exist: ", possibleLeftovers, ", see TROUBLESHOOTING.md#may-exist");
    }

    private static String part(String title, List<?> resources, String help) {
        return resources.isEmpty() ? "" : title + Messages.listed(resources) + help;
    }

    /** Returns the step that failed. */
    public Step step() {
        return step;
    }

    /**
     * Returns whether a later run with the same input may succeed. True after an outage, a lost response, a deadline or an
     * interrupt; false if the server or this library refused the input.
     */
    public boolean isRetryable() {
        return retryable;
    }

    /** Returns what this call created and deleted again, in the order of deletion. */
    public List<ResourceId> rolledBack() {
        return rolledBack;
    }

    /**
     * Returns what remains on the server because of this call; empty if everything was rolled back.
     * {@link Deprovisioner#leftovers} accepts this list.
     */
    public List<Leftover> leftovers() {
        return leftovers;
    }

    /**
     * Returns what may remain on the server because of this call: several candidates for one create, or a create whose
     * response was lost and that may still take effect. A candidate may belong to someone else, so check it before you delete
     * it.
     */
    public List<Leftover> possibleLeftovers() {
        return possibleLeftovers;
    }
}
