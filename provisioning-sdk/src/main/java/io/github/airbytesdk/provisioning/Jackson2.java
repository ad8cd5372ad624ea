package io.github.airbytesdk.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.POJONode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The only class that needs Jackson 2. */
final class Jackson2 {
    /** With the modules on the class path, such as Kotlin's, and with dates in ISO 8601. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .findAndAddModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private Jackson2() {}

    static @Nullable Object unwrap(Object value, JsonConverter converter) {
        JsonNode node = value instanceof JsonNode given ? given : tree(value, converter);
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, JsonNode> members = new LinkedHashMap<>();
                node.fieldNames().forEachRemaining(name -> members.put(name, node.get(name)));
                yield members;
            }
            case ARRAY -> {
                List<JsonNode> items = new ArrayList<>();
                node.forEach(items::add);
                yield items;
            }
            case STRING -> node.textValue();
            case BINARY -> node.asText();
            case NUMBER -> node.numberValue();
            case BOOLEAN -> node.booleanValue();
            case NULL -> null;
            case POJO -> ((POJONode) node).getPojo();
            case MISSING -> throw converter.refusal("is a missing node; leave the member out");
        };
    }

    private static JsonNode tree(Object value, JsonConverter converter) {
        try {
            return MAPPER.valueToTree(value);
        } catch (RuntimeException e) {
            // Without the message: it can quote values.
            String reason = cause(e) instanceof InvalidDefinitionException unknown && unknown.getType() != null
                    ? "it contains a " + unknown.getType().getRawClass().getName()
                    : "of a " + cause(e).getClass().getName();
            throw converter.refusal(
                    "is " + AcceptedTypes.named(value) + ", which Jackson cannot write because " + reason
                            + "; add the Jackson module for it, or pass what your own mapper's valueToTree(...) returns");
        }
    }

    private static Throwable cause(RuntimeException e) {
        return e.getCause() == null ? e : e.getCause();
    }
}
