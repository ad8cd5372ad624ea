package io.github.airbytesdk.provisioning;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A leftover whose reason still contains an exception that has not been redacted.
 *
 * @param reason why the resource was not deleted; if there is a failure, the text before the failure's message
 * @param failure the exception that prevented the deletion or the search, or null
 */
record Remainder(
        ResourceKind kind,
        @Nullable String id,
        @Nullable String name,
        String reason,
        @Nullable RuntimeException failure) {

    static Remainder of(Ensured<?> resource, String reason, @Nullable RuntimeException failure) {
        return new Remainder(resource.kind(), resource.id(), resource.name(), reason, failure);
    }

    Leftover toLeftover(Function<Throwable, Throwable> redactor) {
        return new Leftover(
                kind,
                id,
                name,
                failure == null ? reason : reason + redactor.apply(failure).getMessage());
    }
}
