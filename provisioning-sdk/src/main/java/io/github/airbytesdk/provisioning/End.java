package io.github.airbytesdk.provisioning;

import com.google.gson.JsonElement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A source or a destination as the server shows it. Any part but the id can be missing. */
record End(
        UUID id,
        @Nullable String name,
        @Nullable String type,
        @Nullable UUID definitionId,
        @Nullable JsonElement configuration,
        @Nullable Instant createdAt) {

    /** What is known of an end when only its id could be read. */
    static End ofId(UUID id) {
        return new End(id, null, null, null, null, null);
    }

    /** Whether this is of the connector that was asked for: the definition says so, else the type's name. */
    boolean isOf(@Nullable UUID definitionIdSent, @Nullable String typeSent) {
        if (definitionIdSent != null) {
            return definitionIdSent.equals(definitionId);
        }
        return typeSent != null
                && type != null
                && typeSent.toLowerCase(Locale.ROOT).equals(type.toLowerCase(Locale.ROOT));
    }

    /** A number that is no time counts as none: what it belongs to has been created all the same. */
    static @Nullable Instant time(@Nullable Long epochSeconds) {
        try {
            return epochSeconds == null ? null : Instant.ofEpochSecond(epochSeconds);
        } catch (DateTimeException beyondAllTime) {
            return null;
        }
    }

    /** Describes it for a list of candidates. */
    String describe() {
        return id + (createdAt == null ? "" : ", created " + createdAt);
    }
}
