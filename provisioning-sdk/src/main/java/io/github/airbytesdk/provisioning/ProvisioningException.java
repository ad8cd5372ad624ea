package io.github.airbytesdk.provisioning;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A provisioning that failed, and what is left of it.
 *
 * <p>The message is one line: the step, the cause in the server's words, what was undone, and what is or may be left, for
 * example
 *
 * <pre>createDestination: 422 unprocessable-entity: $.port: integer found, string expected; undone: source 7c1d...</pre>
 *
 * <p>The first cause stays the {@linkplain #getCause() cause}. What failed in the undo is
 * {@linkplain #getSuppressed() suppressed}.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial") // The lists are immutable copies, which can be serialised.
public final class ProvisioningException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Step step;
    private final boolean definite;
    private final List<String> undone;
    private final List<Leftover> leftovers;
    private final List<Leftover> possibleLeftovers;
    private final @Nullable PartialPipeline partial;

    ProvisioningException(
            Step step,
            boolean definite,
            String what,
            @Nullable Throwable cause,
            List<String> undone,
            List<Leftover> leftovers,
            List<Leftover> possibleLeftovers,
            @Nullable PartialPipeline partial) {
        super(message(what, undone, leftovers, possibleLeftovers), cause);
        this.step = step;
        this.definite = definite;
        this.undone = List.copyOf(undone);
        this.leftovers = List.copyOf(leftovers);
        this.possibleLeftovers = List.copyOf(possibleLeftovers);
        this.partial = partial;
    }

    private static String message(
            String what, List<String> undone, List<Leftover> leftovers, List<Leftover> possibleLeftovers) {
        StringBuilder message = new StringBuilder(what);
        if (!undone.isEmpty()) {
            message.append("; undone: ").append(String.join(", ", undone));
        }
        append(message, "; left behind: ", leftovers, ", see TROUBLESHOOTING.md#left-behind");
        append(message, "; may exist: ", possibleLeftovers, ", see TROUBLESHOOTING.md#may-exist");
        return message.toString();
    }

    private static void append(StringBuilder message, String title, List<Leftover> leftovers, String help) {
        if (!leftovers.isEmpty()) {
            message.append(title)
                    .append(leftovers.stream().map(Leftover::toString).collect(Collectors.joining(", ")))
                    .append(help);
        }
    }

    /** Returns the step that failed. */
    public Step step() {
        return step;
    }

    /**
     * Returns whether the server or this library said no, so that another run as it is would end the same. False for an
     * outage, a lost answer, a deadline and an interrupt: later it may work.
     */
    public boolean isDefinite() {
        return definite;
    }

    /** Returns what was created and deleted again, each as its kind and id. */
    public List<String> undone() {
        return undone;
    }

    /** Returns what certainly is on the server because of this call; empty when everything was undone. */
    public List<Leftover> leftovers() {
        return leftovers;
    }

    /**
     * Returns what may be on the server because of this call: candidates that could not be told apart, or a create whose
     * answer was lost and that may still take effect.
     */
    public List<Leftover> possibleLeftovers() {
        return possibleLeftovers;
    }

    /** Returns what there is of the pipeline, which is of use after {@code keepOnFailure()}; its parts may be null. */
    public @Nullable PartialPipeline partial() {
        return partial;
    }
}
