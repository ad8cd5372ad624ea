package io.github.airbytesdk.provisioning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.POJONode;

/** The only class that needs Jackson 3. */
final class Jackson3 {
    /** With the modules on the class path, such as Kotlin's, and with dates in ISO 8601. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .findAndAddModules()
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private Jackson3() {}

    static @Nullable Object unwrap(Object value, JsonConverter converter) {
        JsonNode node = value instanceof JsonNode given ? given : tree(value, converter);
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, JsonNode> members = new LinkedHashMap<>();
                node.propertyNames().forEach(name -> members.put(name, node.get(name)));
                yield members;
            }
            case ARRAY -> {
                List<JsonNode> items = new ArrayList<>();
                node.forEach(items::add);
                yield items;
            }
            case STRING -> node.stringValue();
            case BINARY -> node.asString();
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
