package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.provisioning.LostCreateSearch.Candidate;
import io.github.airbytesdk.provisioning.LostCreateSearch.Match;
import io.github.airbytesdk.provisioning.LostCreateSearch.SearchResult;
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
    private final LostCreateSearch search;
    private final Rollback rollback;

    /** When the server created the latest owned resource, by its own clock. Later creates cannot be older. */
    private @Nullable Instant latestCreation;

    Ensure(ResourceLookup lookup, LostCreateSearch search, Rollback rollback) {
        this.lookup = lookup;
        this.search = search;
        this.rollback = rollback;
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
            throw StepFailure.retryable(
                    type.kind().step(),
                    null,
                    e,
                    List.of(possible(type, spec, null, "unknown whether the create request was sent", null)));
        }
        if (created == null || type.id(created) == null) {
            Candidate<T> adopted = adopt(type, spec, failure);
            return ensured(type, spec, adopted.value(), Origin.ADOPTED, adopted.match() == Match.CERTAIN);
        }
        latestCreation = type.createdAt(created);
        return ensured(type, spec, created, Origin.CREATED, true);
    }

    private static boolean isWebPage(RuntimeException e) {
        return e instanceof AirbyteApiException failure && failure.isWebPage();
    }

    private static boolean isSuccess(AirbyteApiException e) {
        return e.status() >= 200 && e.status() < 300;
    }

    private <S, T> Candidate<T> adopt(ResourceType<S, T> type, S spec, @Nullable AirbyteApiException failure) {
        Instant before = failure == null ? null : failure.serverTimeBefore();
        Instant notBefore = latestCreation == null ? before : latestCreation;
        boolean conflict = failure != null && failure.status() == 409;
        boolean serverHasFinished = failure != null && failure.isFromAirbyte() && !conflict;
        // If a gateway responds with a web page to everything, more searches would find nothing else.
        boolean webPage = failure != null && failure.isWebPage();
        SearchResult<T> result =
                search.search(() -> type.candidates(spec, notBefore), serverHasFinished, e -> webPage && isWebPage(e));
        if (result.adopted() != null) {
            return result.adopted();
        }
        throw StepFailure.retryable(
                type.kind().step(),
                failure == null ? "200 with a response that does not contain the id of the new " + type.kind() : null,
                failure,
                possible(type, spec, result));
    }

    private static <S, T> List<Remainder> possible(ResourceType<S, T> type, S spec, SearchResult<T> result) {
        if (result.certainlyNothing()) {
            return List.of();
        }
        if (!result.candidates().isEmpty()) {
            return result.candidates().stream()
                    .map(candidate -> possible(
                            type,
                            spec,
                            candidate.id(),
                            "possibly created by the request whose response was lost",
                            null))
                    .toList();
        }
        String reason = result.failure() == null
                ? "not found, but the create request may still take effect"
                : "the response to the create request was lost, and the search for the " + type.kind() + " failed: ";
        return List.of(possible(type, spec, null, reason, result.failure()));
    }

    private static <S, T> Remainder possible(
            ResourceType<S, T> type, S spec, @Nullable String id, String reason, @Nullable RuntimeException failure) {
        return new Remainder(type.kind(), id, type.name(spec, null), reason, failure);
    }
}
