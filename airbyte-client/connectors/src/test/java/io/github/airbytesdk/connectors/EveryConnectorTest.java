package io.github.airbytesdk.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class EveryConnectorTest {
    /** Its dates need a pattern and a format that exclude each other: no configuration is valid, on a server either. */
    private static final String UNSATISFIABLE = "source-coingecko-coins";

    private static int minimal;
    private static int full;

    static List<String> connectors() {
        return AllConnectors.names();
    }

    static List<String> satisfiableConnectors() {
        return connectors().stream().filter(name -> !name.equals(UNSATISFIABLE)).toList();
    }

    @AfterAll
    static void printNumbers() {
        System.out.println("connectors: " + minimal + " minimal and " + full + " full configurations are valid");
    }

    @Test
    void thereAre555SourcesAnd45Destinations() {
        long sources =
                connectors().stream().filter(name -> name.startsWith("source-")).count();

        assertEquals("555, 45", sources + ", " + (connectors().size() - sources));
    }

    @ParameterizedTest
    @MethodSource("satisfiableConnectors")
    void minimalConfigurationIsValid(String name) {
        JsonObject schema = AllConnectors.schema(name);
        ConnectorBuilder builder = (ConnectorBuilder) ExampleBuilder.minimal(AllConnectors.type(name), schema);
        JsonObject json = builder.build().toJson();

        assertEquals(List.of(), problems(name, schema, json));
        minimal++;
    }

    @ParameterizedTest
    @MethodSource("satisfiableConnectors")
    void fullConfigurationOfEachVariantIsValid(String name) {
        JsonObject schema = AllConnectors.schema(name);
        Class<?> type = AllConnectors.type(name);
        Set<String> unused = new TreeSet<>(schema.getAsJsonObject("properties").keySet());
        for (int variant = 0; variant < ExampleBuilder.variants(type, schema); variant++) {
            ConnectorBuilder builder = (ConnectorBuilder) ExampleBuilder.full(type, schema, variant);
            JsonObject json = builder.build().toJson();

            assertEquals(List.of(), problems(name, schema, json));
            assertEquals(List.of(), ConnectorSpecs.check(name, json));
            assertFalse(showsSecret(builder.toString(), schema, json), builder::toString);
            assertEquals(builder.toString(), builder.build().toString());
            unused.removeAll(json.keySet());
            full++;
        }
        // The two members whose specification admits no value.
        unused.removeAll(name.equals("source-cimis") ? Set.of("daily_data_items", "hourly_data_items") : Set.of());
        assertEquals(Set.of(), unused);
    }

    @Test
    void connectorThatRefusesEverythingIsRefusedByBoth() {
        JsonObject schema = AllConnectors.schema(UNSATISFIABLE);
        ConnectorBuilder builder = (ConnectorBuilder) ExampleBuilder.minimal(AllConnectors.type(UNSATISFIABLE), schema);

        assertThrows(IllegalArgumentException.class, builder::build);
        assertFalse(new Validator(schema).problems(builder.json()).isEmpty());
    }

    private static List<String> problems(String name, JsonObject schema, JsonObject json) {
        String member = name.startsWith("source-") ? "sourceType" : "destinationType";
        assertEquals(name.substring(name.indexOf('-') + 1), json.get(member).getAsString());
        JsonObject sent = json.deepCopy();
        sent.remove(member);
        return new Validator(schema).problems(sent);
    }

    /** Secrets without a pattern are canaries. */
    private static boolean showsSecret(String text, JsonObject schema, JsonElement json) {
        JsonObject shown = JsonValues.document(text.substring(text.indexOf('{')));
        return showsSecret(schema, json, shown);
    }

    private static boolean showsSecret(JsonObject schema, JsonElement json, JsonElement shown) {
        if (schema.has("secret")) {
            return !shown.equals(new JsonPrimitive("***"));
        }
        if (json instanceof JsonArray array && schema.get("items") instanceof JsonObject items) {
            for (int i = 0; i < array.size(); i++) {
                if (showsSecret(items, array.get(i), shown.getAsJsonArray().get(i))) {
                    return true;
                }
            }
        }
        if (json instanceof JsonObject object && schema.get("properties") instanceof JsonObject properties) {
            return object.keySet().stream()
                    .filter(name -> properties.has(name)
                            && !shown.getAsJsonObject().get(name).equals(new JsonPrimitive("***")))
                    .anyMatch(name -> showsSecret(
                            properties.getAsJsonObject(name),
                            object.get(name),
                            shown.getAsJsonObject().get(name)));
        }
        if (json instanceof JsonObject && schema.get("oneOf") instanceof JsonArray variants) {
            return variants.asList().stream()
                    .map(JsonElement::getAsJsonObject)
                    .filter(variant -> SchemaCheck.check(variant, json).isEmpty())
                    .anyMatch(variant -> showsSecret(variant, json, shown));
        }
        return false;
    }

    @Test
    void secretThatIsShownWouldBeFound() {
        JsonObject schema =
                JsonValues.document("{\"properties\": {\"a\": {\"properties\": {\"b\": {\"secret\": true}}}}}");
        JsonObject json = JsonValues.document("{\"a\": {\"b\": \"canary\"}}");

        assertTrue(showsSecret("X{\"a\": {\"b\": \"canary\"}}", schema, json));
        assertFalse(showsSecret("X{\"a\": {\"b\": \"***\"}}", schema, json));
    }
}
