package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.ApiExceptionInternals;
import io.github.airbytesdk.client.model.ConnectionResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the resources that this call owns, newest first, within a time limit of its own, and reports what remains.
 *
 * <p>Deleting a source or a destination also deletes its connections. So its connections are listed first, and it is kept if
 * one of them is not owned. The list shows whether a failed deletion took effect, because a 403, a 404 and a lost response are
 * ambiguous.
 */
final class Rollback {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Newest first. */
    private final Deque<Ensured<?>> owned = new ArrayDeque<>();

    private final List<Remainder> adopted = new ArrayList<>();
    private final List<ResourceId> rolledBack = new ArrayList<>();
    private final List<Remainder> remaining = new ArrayList<>();
    private final List<Remainder> possible = new ArrayList<>();
    private final List<RuntimeException> failures = new ArrayList<>();

    /** Records a new resource. An adopted one is kept and reported unless it is owned. */
    void record(Ensured<?> resource) {
        if (resource.isOwned()) {
            owned.push(resource);
        } else {
            adopted.add(Remainder.of(
                    resource, "adopted after the response to its create request was lost, so not deleted", null));
        }
    }

    /** Deletes nothing and reports everything. */
    void keepAll(String reason) {
        owned.descendingIterator().forEachRemaining(resource -> remaining.add(Remainder.of(resource, reason, null)));
        remaining.addAll(adopted);
    }

    /** Deletes the owned resources. */
    void run() {
        try (Deadline deadline = Deadline.after(TIMEOUT)) {
            for (Ensured<?> resource : owned) {
                if (deadline.isCancelled()) {
                    String reason = deadline.isExceeded()
                            ? "the " + TIMEOUT.toSeconds() + " s for the rollback were over"
                            : "interrupted again";
                    remaining.add(Remainder.of(resource, reason, null));
                } else {
                    delete(resource);
                }
            }
        }
        remaining.addAll(adopted);
    }

    private <T> void delete(Ensured<T> resource) {
        try {
            Optional<ConnectionResponse> foreign = resource.type().connectionsOf(resource.value()).stream()
                    .filter(Predicate.not(this::isOwned))
                    .findFirst();
            if (foreign.isPresent()) {
                String id = String.valueOf(foreign.get().getConnectionId());
                remaining.add(
                        Remainder.of(resource, "used by connection " + id + ", which this call did not create", null));
                return;
            }
        } catch (RuntimeException e) {
            failures.add(e);
            remaining.add(Remainder.of(resource, "its connections could not be listed: ", e));
            return;
        }
        try {
            resource.type().delete(resource.value());
            deleted(resource);
        } catch (RuntimeException e) {
            failures.add(e);
            judgeByList(resource, e);
        }
    }

    private boolean isOwned(ConnectionResponse connection) {
        return isOwned(connection.getConnectionId())
                || (isOwned(connection.getSourceId()) && isOwned(connection.getDestinationId()));
    }

    private boolean isOwned(@Nullable UUID id) {
        return owned.stream().anyMatch(resource -> resource.id().equals(String.valueOf(id)));
    }

    private <T> void judgeByList(Ensured<T> resource, RuntimeException failure) {
        boolean certain;
        try {
            if (!resource.type().exists(resource.value())) {
                deleted(resource);
                return;
            }
            certain = hasFinished(failure);
        } catch (RuntimeException e) {
            failures.add(e);
            certain = isRefused(failure);
        }
        (certain ? remaining : possible).add(Remainder.of(resource, "", failure));
    }

    /** Returns whether the deletion can no longer take effect, so that a resource that still exists remains. */
    private static boolean hasFinished(RuntimeException failure) {
        return failure instanceof AirbyteApiException e
                && !ApiExceptionInternals.isRepeatedAfterLoss(e)
                && (CreateOutcome.isRefused(e) || e.isFromAirbyte());
    }

    /** Returns whether the deletion had no effect. A 403 or 404 can mean that the resource no longer exists. */
    private static boolean isRefused(RuntimeException failure) {
        return failure instanceof AirbyteApiException e
                && !ApiExceptionInternals.isRepeatedAfterLoss(e)
                && CreateOutcome.isRefused(e)
                && e.status() != 403
                && e.status() != 404;
    }

    /** Airbyte deletes the connections of a source or destination with it, also one that could not be deleted before. */
    private void deleted(Ensured<?> resource) {
        rolledBack.add(resourceId(resource));
        if (resource.kind() == ResourceKind.CONNECTION) {
            return;
        }
        for (Ensured<?> connection : owned) {
            if (connection.kind() == ResourceKind.CONNECTION && isRemoved(connection.id())) {
                rolledBack.add(resourceId(connection));
            }
        }
    }

    private boolean isRemoved(String id) {
        return remaining.removeIf(remainder -> id.equals(remainder.id()))
                || possible.removeIf(remainder -> id.equals(remainder.id()));
    }

    private static ResourceId resourceId(Ensured<?> resource) {
        return new ResourceId(resource.kind(), resource.id());
    }

    List<ResourceId> rolledBack() {
        return rolledBack;
    }

    List<Remainder> remaining() {
        return remaining;
    }

    /** Returns what may remain, also of what the failed step may have created and the rollback did not delete. */
    List<Remainder> possible(List<Remainder> ofStep) {
        return Stream.concat(possible.stream(), ofStep.stream().filter(remainder -> !isDeletedWithOwner(remainder)))
                .toList();
    }

    private boolean isDeletedWithOwner(Remainder possibleResource) {
        return switch (possibleResource.kind()) {
            // No sync can start on a deleted connection.
            case JOB -> hasRolledBack(ResourceKind.CONNECTION);
            // A connection without an id was not found and may still be created.
            case CONNECTION ->
                possibleResource.id() != null
                        && (hasRolledBack(ResourceKind.SOURCE) || hasRolledBack(ResourceKind.DESTINATION));
            default -> false;
        };
    }

    private boolean hasRolledBack(ResourceKind kind) {
        return rolledBack.stream().anyMatch(deleted -> deleted.kind() == kind);
    }

    List<RuntimeException> failures() {
        return failures;
    }
}
