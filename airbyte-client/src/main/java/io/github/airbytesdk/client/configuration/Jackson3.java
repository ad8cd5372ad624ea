package io.github.airbytesdk.client.configuration;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;

/** The only class that needs Jackson 3. */
final class Jackson3 {
    /** As in {@link Jackson2}. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .findAndAddModules()
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();

    private Jackson3() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Returns the type for which Jackson has no serializer, if that is the reason of a failure, or null. */
    static @Nullable Class<?> unknownType(Throwable failure) {
        return failure instanceof InvalidDefinitionException definition && definition.getType() != null
                ? definition.getType().getRawClass()
                : null;
    }
}
