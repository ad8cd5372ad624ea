package io.github.airbytesdk.client.configuration;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** The only class that needs Jackson 2. */
final class Jackson2 {
    /** With the modules on the class path, such as Kotlin's, with dates in ISO 8601, and with NaN as such, to be refused. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .findAndAddModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();

    private Jackson2() {}

    static String write(Object value) throws Exception {
        return MAPPER.writeValueAsString(value);
    }

    /** Returns the type for which Jackson has no serializer, if that is the reason of a failure, or null. */
    static @Nullable Class<?> unknownType(Throwable failure) {
        return failure instanceof InvalidDefinitionException definition && definition.getType() != null
                ? definition.getType().getRawClass()
                : null;
    }
}
