package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.ApiExceptionInternals;
import io.github.airbytesdk.provisioning.LostCreateSearch.Candidate;
import io.github.airbytesdk.provisioning.LostCreateSearch.Match;
import io.github.airbytesdk.provisioning.ProvisioningPlan.Action;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ensures that a resource exists: reuses, updates or creates it as decided, records it for the rollback, and checks that it
 * is the only one. A create is sent once. If its outcome is unknown, the resource is searched for, and adopted if there is
 * exactly one candidate.
 */
final class Ensure {
    private final ResourceLookup lookup;
    private final Rollback rollback;
    private final Sleeper sleeper;
    private final Deadline deadline;

    /** When the server created the latest owned resource, by its own clock. Later creates cannot be older. */
    private @Nullable Instant latestCreation;

    Ensure(ResourceLookup lookup, Rollback rollback, Sleeper sleeper, Deadline deadline) {
        this.lookup = lookup;
        this.rollback = rollback;
        this.sleeper = sleeper;
        this.deadline = deadline;
    }

    <S, T> Ensured<T> apply(ResourceType<S, T> type, S spec, Decision<T> decision) {
        T found = decision.found();
        Ensured<T> resource;
        if (found == null) {
            resource = create(type, spec);
            rollback.record(resource);
            lookup.refuseDuplicates(type, spec);
        } else if (decision.action() == Action.UPDATE) {
            resource = ensured(type, spec, type.update(spec, found), Origin.UPDATED, false);
        } else {
            return ensured(type, spec, found, Origin.REUSED, false);
        }
        type.verify(spec, resource.value());
        return resource;
    }

    private static <S, T> Ensured<T> ensured(ResourceType<S, T> type, S spec, T value, Origin origin, boolean isOwned) {
        return new Ensured<>(type, value, type.name(spec, value), origin, isOwned);
    }

    private <S, T> Ensured<T> create(ResourceType<S, T> type, S spec) {
        AirbyteApiException failure = null;
        T created = null;
        try {
            created = type.create(spec);
        } catch (AirbyteApiException e) {
            if (CreateOutcome.of(type.kind().step(), e) == CreateOutcome.REFUSED) {
                throw e;
            }
            failure = e;
            created = isSuccess(e) ? type.idIn(e.rawBody()) : null;
        } catch (StepFailure e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // Thrown by an interceptor of the caller or by a mock, before or after the request was sent.
            String reason = "unknown whether the create request was sent";
            throw StepFailure.retryable(
                    type.kind().step(),
                    null,
                    e,
                    List.of(new Remainder(type.kind(), null, type.name(spec, null), reason, null)));
        }
        if (created == null || type.id(created) == null) {
            Instant callTime = failure == null ? null : ApiExceptionInternals.serverTimeBefore(failure);
            Candidate<T> adopted = new LostCreateSearch<>(type, spec, failure, sleeper, deadline)
                    .find(latestCreation == null ? callTime : latestCreation);
            return ensured(type, spec, adopted.value(), Origin.ADOPTED, adopted.match() == Match.CERTAIN);
        }
        latestCreation = type.createdAt(created);
        return ensured(type, spec, created, Origin.CREATED, true);
    }

    private static boolean isSuccess(AirbyteApiException e) {
        return e.status() >= 200 && e.status() < 300;
    }
}
