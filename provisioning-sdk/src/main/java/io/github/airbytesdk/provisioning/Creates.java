package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.ApiExceptionInternals;
import io.github.airbytesdk.provisioning.LostAnswer.Candidate;
import io.github.airbytesdk.provisioning.LostAnswer.Findings;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Sends creates, each once, and settles what became of those whose answer was lost. */
final class Creates {
    private final LostAnswer lostAnswer;
    private final UnaryOperator<AirbyteApiException> mask;

    /** @param mask hides configurations in what the server says */
    Creates(LostAnswer lostAnswer, UnaryOperator<AirbyteApiException> mask) {
        this.lostAnswer = lostAnswer;
        this.mask = mask;
    }

    /**
     * One create.
     *
     * @param kind what it makes
     * @param name the name that it gives, or null
     * @param call sends it
     * @param hasId whether an answer says what was made
     * @param fromBody reads what was made from an answer that could not be read as a whole, or returns null
     * @param candidates looks for what may have been made
     */
    record Create<T>(
            Step step,
            String kind,
            @Nullable String name,
            Supplier<@Nullable T> call,
            Predicate<T> hasId,
            Function<@Nullable String, @Nullable T> fromBody,
            Function<@Nullable AirbyteApiException, List<Candidate<T>>> candidates) {}

    <T> Part<T> create(Create<T> create) {
        AirbyteApiException failure = null;
        try {
            T made = create.call().get();
            if (made != null && create.hasId().test(made)) {
                return new Part<>(made, Origin.CREATED);
            }
        } catch (AirbyteApiException e) {
            if (Outcome.of(create.step(), e) == Outcome.REFUSED) {
                throw e;
            }
            T made = isSuccess(e) ? create.fromBody().apply(e.rawBody()) : null;
            if (made != null) {
                return new Part<>(made, Origin.CREATED);
            }
            failure = mask.apply(e);
        } catch (RuntimeException | Error e) {
            // An interceptor of the caller's own, or a mock: it does not tell whether the request was sent.
            String reason = "its create failed in a way that does not tell whether it was sent";
            throw StepFailure.passing(
                    create.step(),
                    String.valueOf(e.getMessage()),
                    e,
                    List.of(new Leftover(create.kind(), null, create.name(), reason)));
        }
        return new Part<>(adopt(create, failure), Origin.ADOPTED);
    }

    private static boolean isSuccess(AirbyteApiException e) {
        return e.status() >= 200 && e.status() < 300;
    }

    private <T> T adopt(Create<T> create, @Nullable AirbyteApiException failure) {
        boolean conflict = failure != null && failure.status() == 409;
        boolean serverHasFinished = failure != null && failure.isFromAirbyte() && !conflict;
        Findings<T> findings = lostAnswer.search(() -> create.candidates().apply(failure), serverHasFinished);
        if (findings.adopted() != null) {
            return findings.adopted();
        }
        String what = failure == null
                ? create.step() + ": 200 with an answer that does not name what was made"
                : String.valueOf(failure.getMessage());
        throw StepFailure.passing(create.step(), what, failure, possible(create, findings));
    }

    private <T> List<Leftover> possible(Create<T> create, Findings<T> findings) {
        if (findings.certainlyNothing()) {
            return List.of();
        }
        if (!findings.candidates().isEmpty()) {
            String reason = "a candidate for what the lost create has made";
            return findings.candidates().stream()
                    .map(candidate -> new Leftover(create.kind(), candidate.id(), create.name(), reason))
                    .toList();
        }
        RuntimeException unlisted = findings.failure();
        String reason = unlisted == null
                ? "not found, but its create may still take effect"
                : "its create's answer was lost, and looking for it failed: " + words(unlisted);
        return List.of(new Leftover(create.kind(), null, create.name(), reason));
    }

    private String words(RuntimeException failure) {
        return String.valueOf((failure instanceof AirbyteApiException e ? mask.apply(e) : failure).getMessage());
    }

    /** The server's time before a create: as of its last answer, which the creation of an earlier part is as well. */
    static @Nullable Instant serverTimeBefore(@Nullable AirbyteApiException failure, @Nullable Part<End> madeBefore) {
        Instant before = failure == null ? null : ApiExceptionInternals.serverTimeBefore(failure);
        return before == null && madeBefore != null && madeBefore.isOurs()
                ? madeBefore.value().createdAt()
                : before;
    }
}
