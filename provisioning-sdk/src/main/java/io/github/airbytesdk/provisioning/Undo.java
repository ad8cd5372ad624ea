package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.ApiExceptionInternals;
import io.github.airbytesdk.client.model.ConnectionResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what this call made, newest first, within a budget of its own, and reports what it could not.
 *
 * <p>Deleting a source or a destination also deletes its connections, so before one goes, its connections are listed, and
 * one that is not ours keeps it. Whether a deletion that failed took effect is decided by the list: an answer of 403 or
 * 404 can mean many things, and a lost answer anything.
 */
final class Undo {
    private static final Duration BUDGET = Duration.ofSeconds(60);

    private final AirbyteClient client;
    private final Workspace workspace;
    private final UnaryOperator<AirbyteApiException> mask;

    /** Newest first. */
    private final Deque<Made> made = new ArrayDeque<>();

    private final Set<UUID> ourIds = new HashSet<>();
    private final List<Leftover> kept = new ArrayList<>();
    private final List<String> undone = new ArrayList<>();
    private final List<Leftover> leftovers = new ArrayList<>();
    private final List<Leftover> possible = new ArrayList<>();
    private final List<RuntimeException> failures = new ArrayList<>();

    /** One thing to delete; a connection has no {@code ends}. */
    private record Made(
            String kind,
            UUID id,
            @Nullable String name,
            @Nullable Ends<?> ends) {
        @Override
        public String toString() {
            return kind + " " + id;
        }
    }

    /** @param mask hides configurations in what the server says */
    Undo(AirbyteClient client, Workspace workspace, UnaryOperator<AirbyteApiException> mask) {
        this.client = client;
        this.workspace = workspace;
        this.mask = mask;
    }

    /** Remembers a source or destination; one that is not ours by a 200 is kept, and said to be. */
    void remember(Ends<?> ends, Part<End> part, @Nullable String name) {
        UUID id = part.value().id();
        if (part.isOurs()) {
            ourIds.add(id);
            made.push(new Made(ends.kind(), id, name, ends));
        } else if (part.origin() == Origin.ADOPTED) {
            kept.add(Leftover.of(ends.kind(), id, name, "adopted after its create's answer was lost, so not deleted"));
        }
    }

    /** Remembers a connection. Between two ends of ours it is ours however it was come by. */
    void remember(Part<ConnectionResponse> part, UUID id, UUID sourceId, UUID destinationId) {
        if (part.isOurs() || isBetweenOurs(sourceId, destinationId)) {
            ourIds.add(id);
            made.push(new Made("connection", id, part.value().getName(), null));
        } else if (part.origin() == Origin.ADOPTED) {
            kept.add(Leftover.of(
                    "connection",
                    id,
                    part.value().getName(),
                    "adopted after its create's answer was lost, so not deleted"));
        }
    }

    boolean isBetweenOurs(@Nullable UUID sourceId, @Nullable UUID destinationId) {
        return ourIds.contains(sourceId) && ourIds.contains(destinationId);
    }

    /** Leaves everything and reports it. */
    void keepAll(String reason) {
        made.descendingIterator()
                .forEachRemaining(thing -> leftovers.add(Leftover.of(thing.kind(), thing.id(), thing.name(), reason)));
        leftovers.addAll(kept);
    }

    /** Deletes what is ours. */
    void run() {
        try (Alarm alarm = Alarm.after(BUDGET)) {
            for (Made thing : made) {
                if (Thread.currentThread().isInterrupted()) {
                    leave(
                            thing,
                            alarm.hasRung()
                                    ? "the undo's " + BUDGET.toSeconds() + " s were over"
                                    : "interrupted again");
                } else {
                    delete(thing);
                }
            }
        }
        leftovers.addAll(kept);
    }

    private void delete(Made thing) {
        try {
            ConnectionResponse foreign = thing.ends() == null ? null : foreignConnection(thing.ends(), thing.id());
            if (foreign != null) {
                leave(thing, "connection " + foreign.getConnectionId() + ", which is not of this call, uses it");
                return;
            }
        } catch (RuntimeException e) {
            leave(thing, "its connections could not be listed: " + attached(e).getMessage());
            return;
        }
        try {
            if (thing.ends() == null) {
                client.connections().deleteConnection(thing.id());
            } else {
                thing.ends().delete(thing.id());
            }
            gone(thing);
        } catch (RuntimeException e) {
            judgeByList(thing, attached(e));
        }
    }

    private void judgeByList(Made thing, RuntimeException failure) {
        boolean certain;
        try {
            if (isGone(thing)) {
                gone(thing);
                return;
            }
            certain = hasFinished(failure);
        } catch (RuntimeException e) {
            attached(e);
            certain = isRefused(failure);
        }
        Leftover leftover = Leftover.of(thing.kind(), thing.id(), thing.name(), String.valueOf(failure.getMessage()));
        (certain ? leftovers : possible).add(leftover);
    }

    /** Whether nothing will come of the deletion any more, so that what is still there stays. */
    private static boolean hasFinished(RuntimeException failure) {
        return failure instanceof AirbyteApiException e
                && !ApiExceptionInternals.isRepeatedAfterLoss(e)
                && (Outcome.isRefused(e) || e.isFromAirbyte());
    }

    /** Whether nothing can have come of the deletion; 403 and 404 can mean that it is gone. */
    private static boolean isRefused(RuntimeException failure) {
        return failure instanceof AirbyteApiException e
                && !ApiExceptionInternals.isRepeatedAfterLoss(e)
                && Outcome.isRefused(e)
                && e.status() != 403
                && e.status() != 404;
    }

    /** Airbyte deletes the connections of a source or destination with it, also one that it would not delete before. */
    private void gone(Made thing) {
        undone.add(thing.toString());
        if (thing.ends() == null) {
            return;
        }
        for (Made connection : made) {
            String id = connection.id().toString();
            if (connection.ends() == null
                    && (leftovers.removeIf(leftover -> id.equals(leftover.id()))
                            || possible.removeIf(leftover -> id.equals(leftover.id())))) {
                undone.add(connection.toString());
            }
        }
    }

    private RuntimeException attached(RuntimeException failure) {
        RuntimeException masked = failure instanceof AirbyteApiException e ? mask.apply(e) : failure;
        failures.add(masked);
        return masked;
    }

    private boolean isGone(Made thing) {
        Ends<?> ends = thing.ends();
        return ends == null
                ? workspace
                        .connections(connection -> thing.id().equals(connection.getConnectionId()))
                        .isEmpty()
                : workspace.ends(ends, end -> thing.id().equals(end.id())).isEmpty();
    }

    private @Nullable ConnectionResponse foreignConnection(Ends<?> ends, UUID id) {
        Collection<ConnectionResponse> foreign = workspace.connections(connection -> ends.isEndOf(connection, id)
                && !ourIds.contains(connection.getConnectionId())
                && !isBetweenOurs(connection.getSourceId(), connection.getDestinationId()));
        return foreign.isEmpty() ? null : foreign.iterator().next();
    }

    private void leave(Made thing, String reason) {
        leftovers.add(Leftover.of(thing.kind(), thing.id(), thing.name(), reason));
    }

    List<String> undone() {
        return undone;
    }

    List<Leftover> leftovers() {
        return leftovers;
    }

    List<Leftover> possibleLeftovers() {
        return possible;
    }

    List<RuntimeException> failures() {
        return failures;
    }

    /** Whether something that this call made is gone, and with it whatever would still come of it. */
    boolean hasDeleted(String kind, @Nullable UUID id) {
        return id != null && undone.contains(kind + " " + id);
    }
}
