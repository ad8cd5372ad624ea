package io.github.airbytesdk.springboot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Fault;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service, on an EmbeddedAirbyte that all tests share, because Spring starts the service once. */
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.endpoints.web.exposure.include=*",
            "management.endpoint.health.show-details=always",
            "spring.main.banner-mode=off",
            "logging.level.root=WARN",
            "logging.level.io.github.airbytesdk.client=DEBUG"
        })
class TenantsApplicationTest {
    private static final String PASSWORD = "canary-of-the-tenant";
    private static final EmbeddedAirbyte AIRBYTE = EmbeddedAirbyte.builder()
            .clientCredentials(UUID.randomUUID().toString(), "canary-of-the-client")
            .start();
    private static final UUID WAREHOUSE = AIRBYTE.addDestination("warehouse", "dev-null", "{}");

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("airbyte.url", AIRBYTE::url);
        registry.add("airbyte.client-id", AIRBYTE::clientId);
        registry.add("airbyte.client-secret", AIRBYTE::clientSecret);
        registry.add("airbyte.workspace-id", AIRBYTE::workspaceId);
        registry.add("airbyte.warehouse-id", () -> WAREHOUSE);
    }

    @BeforeEach
    void clear() {
        AIRBYTE.clearFaults().clearCalls().setDiscoverFailure(null);
    }

    @AfterAll
    static void close() {
        AIRBYTE.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path) throws Exception {
        return http.send(
                request.uri(URI.create("http://127.0.0.1:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder().GET(), path);
    }

    private HttpResponse<String> put(String name, Map<String, Object> database) throws Exception {
        return send(
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(
                                JsonMapper.shared().writeValueAsString(database))),
                "/tenants/" + name);
    }

    private static Map<String, Object> database(int port) {
        return Map.of(
                "host", "db.example.com", "port", port, "database", "shop", "username", "app", "password", PASSWORD);
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static long sources(String name) {
        return AIRBYTE.sources().stream()
                .filter(source -> source.name().equals(name))
                .count();
    }

    @Test
    void provisionsATenantOnceHoweverOftenItIsRequested() throws Exception {
        HttpResponse<String> first = put("acme", database(5432));
        HttpResponse<String> second = put("acme", database(5432));

        assertEquals(200, first.statusCode(), first.body());
        assertEquals(200, second.statusCode(), second.body());
        assertEquals(json(first).get("connectionId"), json(second).get("connectionId"));
        assertEquals(1, sources("acme"));
        UUID connection = UUID.fromString(json(first).get("connectionId").asString());
        assertEquals(WAREHOUSE, AIRBYTE.connection(connection).destinationId());
    }

    @Test
    void failureNamesTheStepAndLeavesNothing() throws Exception {
        AIRBYTE.setDiscoverFailure("password authentication failed for user app with " + PASSWORD);

        HttpResponse<String> response = put("refused", database(5432));

        assertEquals(422, response.statusCode(), response.body());
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElseThrow());
        JsonNode problem = json(response);
        assertEquals("getStreamProperties", problem.get("step").asString());
        assertTrue(problem.get("detail").asString().contains("password authentication failed"), response.body());
        assertTrue(problem.get("leftovers").isEmpty(), response.body());
        assertEquals(0, sources("refused"));
    }

    @Test
    void failureListsTheLeftovers() throws Exception {
        AIRBYTE.onNext("createConnection", Fault.problem(400, "bad-request", "no"));
        AIRBYTE.onEvery("deleteSource", Fault.problem(403, "forbidden", "no"));

        HttpResponse<String> response = put("left", database(5432));

        JsonNode leftover = json(response).get("leftovers").get(0);
        assertEquals("source", leftover.get("kind").asString(), response.body());
        assertEquals("left", leftover.get("name").asString());
        assertEquals(1, sources("left"));
    }

    @Test
    void outageCanBeRetriedAndRefusedCredentialsCannot() throws Exception {
        AIRBYTE.onEvery("createSource", Fault.response(429).header("Retry-After", "3600"));
        HttpResponse<String> outage = put("outage", database(5432));
        AIRBYTE.onEvery("createSource", Fault.problem(403, "forbidden", "no"));
        HttpResponse<String> refused = put("outage", database(5432));

        assertEquals(503, outage.statusCode(), outage.body());
        assertEquals(502, refused.statusCode(), refused.body());
    }

    @Test
    void invalidInputIsRefusedBeforeAnyCall() throws Exception {
        HttpResponse<String> invalidPort = put("acme", database(0));
        HttpResponse<String> invalidName = put("Acme!", database(5432));

        assertEquals(400, invalidPort.statusCode(), invalidPort.body());
        assertEquals(400, invalidName.statusCode(), invalidName.body());
        assertEquals(
                "application/problem+json",
                invalidPort.headers().firstValue("Content-Type").orElseThrow());
        assertTrue(AIRBYTE.calls().isEmpty(), AIRBYTE.calls()::toString);
    }

    @Test
    void healthIsThatOfAirbyte() throws Exception {
        assertEquals(200, get("/actuator/health").statusCode());

        AIRBYTE.onEvery("getHealthCheck", Fault.response(500));

        HttpResponse<String> response = get("/actuator/health");
        assertEquals(503, response.statusCode());
        assertEquals("DOWN", json(response).at("/components/airbyte/status").asString(), response.body());
    }

    @Test
    void stepsAndFailuresAreMeasured() throws Exception {
        put("measured", database(5432));
        AIRBYTE.onNext("createConnection", Fault.problem(400, "bad-request", "no"));
        put("failed", database(5432));

        assertEquals(
                200,
                get("/actuator/metrics/airbyte.steps?tag=step:triggerFirstSync").statusCode());
        assertEquals(
                200,
                get("/actuator/metrics/airbyte.failures?tag=step:createConnection")
                        .statusCode());
    }

    @Test
    void noSecretIsLoggedOrShown(CapturedOutput output) throws Exception {
        AIRBYTE.onNext("createConnection", Fault.problem(400, "bad-request", "not with " + PASSWORD));
        AIRBYTE.onNext("createAccessToken", Fault.problem(400, "bad-request", AIRBYTE.clientSecret()));
        AIRBYTE.revokeTokens();
        String shown = put("secret", database(5432)).body()
                + put("secret", database(5432)).body()
                + put("secret", database(0)).body()
                + put("secret", Map.of("host", PASSWORD, "port", PASSWORD)).body()
                + put("secret", Map.of("password", Map.of("x", PASSWORD))).body()
                + get("/actuator/env").body()
                + get("/actuator/configprops").body()
                + get("/actuator/beans").body()
                + get("/actuator/metrics").body()
                + get("/actuator/health").body()
                + output.getAll();

        assertTrue(shown.contains("createConnection"), "the failure is reported");
        assertTrue(shown.contains("createSource: "), "each attempt is logged");
        assertTrue(shown.contains("airbyte.client-secret"), "the properties are listed, without values");
        assertEquals("", shown.lines().filter(line -> line.contains("canary")).collect(Collectors.joining("\n")));
        assertFalse(shown.contains("Bearer "), "no token");
    }
}
