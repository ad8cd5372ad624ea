package io.github.airbytesdk.client;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import io.github.airbytesdk.client.Description.Operation;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description is the only input of the generator, so an error in it affects every user. */
class OpenApiDescriptionTest {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(
            Dialects.getOpenApi30(),
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private static final Set<String> FOR_BROWSERS = Set.of("/", "/oauth/callback");
    private static final String SECRET = "(?i).*(secret|password|token|key)$";

    @Test
    void everyExampleObeysItsSchema() throws IOException {
        List<String> violations = new ArrayList<>();
        List<String> examples = new ArrayList<>();
        walk(Description.ROOT, "", (where, node) -> {
            if (node.has("example") && (node.has("schema") || node.has("type") || node.has("$ref"))) {
                examples.add(where);
                JsonNode schema = node.has("schema") ? node.path("schema") : node;
                violations(schema, node.path("example")).forEach(violation -> violations.add(where + ": " + violation));
            }
        });

        assertEquals("", String.join("\n", violations));
        long written = Files.readAllLines(Description.FILE).stream()
                .filter(line -> line.matches("\\s+(example|examples):.*"))
                .count();
        assertEquals(written, examples.size(), "examples at places that this test does not read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SourceCreateRequest | {\"workspaceId\":\"95e66a59-8045-4307-9678-63bc3c9b8c93\",\"configuration\":{}} | name",
                "SourceCreateRequest | {\"name\":7,\"workspaceId\":\"95e66a59-8045-4307-9678-63bc3c9b8c93\",\"configuration\":{}} | name",
                "SourceCreateRequest | {\"name\":\"a\",\"workspaceId\":\"95e66a59\",\"configuration\":{}} | workspaceId",
                "SourceCreateRequest | {\"name\":\"a\",\"workspaceID\":\"95e66a59-8045-4307-9678-63bc3c9b8c93\",\"configuration\":{}} | workspaceID",
                "JobResponse | {\"status\":\"done\"} | status",
                "JobResponse | {\"startTime\":\"yesterday\"} | startTime",
                "JobResponse | {\"jobId\":\"7\"} | jobId",
                "JobsResponse | {\"data\":[{\"jobType\":\"x\"}]} | jobType",
            })
    void exampleThatBreaksItsSchemaWouldBeFound(String schema, String example, String member) {
        List<String> found = violations(Description.schema(schema), new JsonMapper().readTree(example));

        assertTrue(found.stream().anyMatch(violation -> violation.contains(member)), found::toString);
    }

    private static List<String> violations(JsonNode schema, JsonNode example) {
        ObjectNode document = (ObjectNode) schema.deepCopy();
        document.set("components", Description.ROOT.path("components").deepCopy());
        // A member that the schema does not name is a mistake in the description, although a server may add members.
        // Errors have other shapes than that of a problem, too.
        walk(document, "", (where, node) -> {
            boolean isProblem = where.endsWith("/Problem");
            if (!isProblem && node.path("properties").isObject() && !node.has("additionalProperties")) {
                ((ObjectNode) node).put("additionalProperties", false);
            }
        });
        Schema compiled = REGISTRY.getSchema(document);
        return compiled.validate(example).stream().map(Object::toString).toList();
    }

    @Test
    void everyOperationHasOneTagThatIsDeclared() {
        Set<String> declared = new HashSet<>();
        Description.ROOT
                .path("tags")
                .forEach(tag -> declared.add(tag.path("name").asString("")));
        Set<String> used = new HashSet<>();

        for (Operation operation : Description.operations()) {
            JsonNode tags = operation.node().path("tags");
            assertEquals(1, tags.size(), operation::toString);
            used.add(tags.path(0).asString(""));
        }

        assertEquals(declared, used);
    }

    @Test
    void everyOperationHasAUniqueIdAndIsGenerated() {
        List<String> ids = Description.operations().stream().map(Operation::id).toList();

        assertEquals(92, ids.size());
        assertEquals(92, new HashSet<>(ids).size());
        Set<String> generated = Description.apis().stream()
                .flatMap(api -> Arrays.stream(api.getMethods()))
                .filter(method -> method.getDeclaringClass() != Object.class)
                .map(Method::getName)
                .filter(name -> !name.startsWith("stream"))
                .collect(Collectors.toSet());
        assertEquals(new HashSet<>(ids), generated);
    }

    @Test
    void everyOperationDeclaresItsResponsesAndErrors() {
        for (Operation operation : Description.operations()) {
            if (FOR_BROWSERS.contains(operation.path())) {
                continue;
            }
            Set<String> statuses =
                    new HashSet<>(operation.node().path("responses").propertyNames());
            assertTrue(
                    statuses.stream().anyMatch(status -> status.matches("[23]..")), () -> operation + " " + statuses);
            assertTrue(
                    statuses.stream().anyMatch(status -> status.matches("[45]..")), () -> operation + " " + statuses);
        }
        Description.ROOT
                .path("components")
                .path("responses")
                .properties()
                .forEach(response -> assertEquals(
                        "#/components/schemas/Problem",
                        response.getValue()
                                .at("/content/application~1json/schema/$ref")
                                .asString(""),
                        response::getKey));
    }

    @Test
    void responsesHaveNoRequiredMembersOrDefaults() {
        Set<JsonNode> visited = new HashSet<>();
        for (Operation operation : Description.operations()) {
            operation.node().path("responses").forEach(response -> reachable(Description.resolved(response), visited));
        }

        assertTrue(visited.size() > 50, () -> visited.size() + " schemas");
        for (JsonNode schema : visited) {
            assertFalse(schema.path("required").isArray(), schema::toString);
        }
    }

    /** All schemas of a response, through references. */
    private static void reachable(JsonNode node, Set<JsonNode> visited) {
        if (node.has("$ref")) {
            JsonNode target = Description.resolved(node);
            if (visited.add(target)) {
                reachable(target, visited);
            }
        } else {
            node.forEach(member -> reachable(member, visited));
        }
    }

    @Test
    void requestsDeclareRequiredMembers() {
        long requiring = Description.operations().stream()
                .map(operation -> operation.node().at("/requestBody/content/application~1json/schema"))
                .filter(schema -> Description.resolved(schema).path("required").isArray())
                .count();

        assertTrue(requiring >= 25, () -> requiring + " request schemas");
    }

    @Test
    void schemasHaveNoDefaults() {
        walk(Description.ROOT.path("components").path("schemas"), "", (where, node) -> {
            boolean isSchema = node.has("type") || node.has("allOf") || node.has("enum");
            assertFalse(isSchema && node.has("default"), where);
        });
    }

    @Test
    void credentialsArePasswords() {
        List<String> checked = new ArrayList<>();
        walk(
                Description.ROOT,
                "",
                (where, node) -> node.path("properties").properties().forEach(property -> {
                    JsonNode schema = property.getValue();
                    boolean isText = "string".equals(schema.path("type").asString("")) && !schema.has("enum");
                    if (isText && property.getKey().matches(SECRET)) {
                        checked.add(property.getKey());
                        assertEquals("password", schema.path("format").asString(""), where + "/" + property.getKey());
                    }
                }));

        assertTrue(checked.size() >= 6, checked::toString);
    }

    @Test
    void noSchemaOffersAlternatives() {
        walk(
                Description.ROOT,
                "",
                (where, node) -> assertAll(
                        () -> assertFalse(node.path("oneOf").isArray(), where),
                        () -> assertFalse(node.path("anyOf").isArray(), where),
                        () -> assertTrue(node.path("allOf").size() <= 1, where)));
    }

    private static void walk(JsonNode node, String where, BiConsumer<String, JsonNode> visitor) {
        if (node.isObject()) {
            visitor.accept(where, node);
            node.properties().stream()
                    .filter(member -> !member.getKey().equals("example"))
                    .toList()
                    .forEach(member -> walk(member.getValue(), where + "/" + member.getKey(), visitor));
        } else if (node.isArray()) {
            node.forEach(item -> walk(item, where, visitor));
        }
    }
}
