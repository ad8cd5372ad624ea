package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.html;
import static io.github.airbytesdk.client.ScriptedServer.json;
import static io.github.airbytesdk.client.ScriptedServer.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.ScriptedServer.Operation;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiExceptionsTest {
    private static final String PAGE = "<!doctype html><html><title>Airbyte</title><body>" + "x".repeat(20_000);

    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    private String base() {
        return fixture.url() + "/api/public/v1";
    }

    private String wrongBaseUrl() {
        return "; is the base URL right? It is " + base()
                + ", and a self-managed Airbyte has its public API at <its URL>/api/public/v1; see TROUBLESHOOTING.md#wrong-base-url";
    }

    @Test
    void refusalNamesOperationStatusTitleAndText() {
        String body = """
                {"status":422,"type":"https://reference.airbyte.com/reference/errors#unprocessable-entity","title":"unprocessable-entity",
                 "detail":"The body of the request was not understood","documentationUrl":null,
                 "data":{"message":"json schema validation failed when comparing the data to the json schema. \\nErrors: $.port: integer found, string expected"}}
                """;
        fixture.enqueue(json(422, body));

        AirbyteApiException e = Operation.CREATE.fails(fixture.client());

        assertEquals("createSource: 422 unprocessable-entity: $.port: integer found, string expected", e.getMessage());
        assertEquals("createSource", e.operation());
        assertEquals(422, e.status());
        assertEquals("unprocessable-entity", e.title());
        assertEquals(body, e.rawBody());
        assertTrue(e.mayHaveReachedServer());
        assertTrue(e.isFromAirbyte());
        assertNull(e.getCause());
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(
                        json(403, "{\"status\":403,\"title\":\"forbidden\",\"detail\":\"No permissions\"}"),
                        "403 forbidden: No permissions; Airbyte also responds with 403 if an id in the request does not exist"
                                + "; see TROUBLESHOOTING.md#forbidden"),
                Arguments.of(
                        json(401, "{\"message\":\"Unauthorized\"}").status("HTTP/1.1 401 Unauthorized"),
                        "401 Unauthorized; check the credentials, and that they are for %s; see TROUBLESHOOTING.md#credentials"),
                Arguments.of(
                        json(404, "{\"status\":404,\"title\":\"resource-not-found\",\"detail\":\"Gone\"}"),
                        "404 resource-not-found: Gone"),
                Arguments.of(
                        json(404, "Object not found.").status("HTTP/1.1 404 Not Found"),
                        "404 Not Found: Object not found.; is the base URL right? It is %s, "
                                + "and a self-managed Airbyte has its public API at <its URL>/api/public/v1"
                                + "; see TROUBLESHOOTING.md#wrong-base-url"),
                Arguments.of(
                        json(500, "{\"errorId\":\"e-1\"}").status("HTTP/1.1 500 Internal Server Error"),
                        "500 Internal Server Error: no details; the server's log has them under errorId e-1"),
                Arguments.of(
                        html(413, "<html><title>413 Request Entity Too Large</title>"),
                        "413 Client Error: a web page, \"413 Request Entity Too Large\""),
                Arguments.of(status(400).status("HTTP/1.1 400 "), "400: empty response"),
                Arguments.of(status(400).status("HTTP/1.1 400 Bad\tRequest"), "400 Bad Request: empty response"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("refusals")
    void refusalIsOneLineWithAHint(MockResponse.Builder response, String text) {
        fixture.enqueue(response);

        AirbyteApiException e = Operation.CREATE.fails(fixture.client());

        assertEquals("createSource: " + text.formatted(base()), e.getMessage());
    }

    @Test
    void truncatedErrorBodyIsShownAsFarAsReceived() {
        fixture.enqueue(json(500, "{\"message\":\"out of memory\"}").onResponseBody(ScriptedServer.DROP));

        assertEquals(
                "createSource: 500 Server Error: {\"message\":\"o",
                Operation.CREATE.fails(fixture.client()).getMessage());
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"GET", "CREATE", "DELETE", "DISCOVER"})
    void webPageWithStatus200NamesTheBaseUrl(Operation operation) {
        fixture.enqueue(html(200, PAGE));

        AirbyteApiException e = operation.fails(fixture.client());

        assertEquals(
                e.operation() + ": 200 with a web page instead of JSON, \"Airbyte\"" + wrongBaseUrl(), e.getMessage());
        assertEquals(200, e.status());
        assertEquals(PAGE, e.rawBody());
        assertFalse(e.isFromAirbyte());
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"GET", "CREATE", "DISCOVER"})
    void webPageDeclaredAsJsonNamesTheBaseUrl(Operation operation) {
        fixture.enqueue(json(PAGE));

        AirbyteApiException e = operation.fails(fixture.client());

        assertEquals(
                e.operation() + ": 200 with a web page instead of JSON, \"Airbyte\"" + wrongBaseUrl(), e.getMessage());
        assertEquals(PAGE, e.rawBody());
    }

    @Test
    void healthCheckThatReturnsAWebPageIsNotHealthy() {
        fixture.enqueue(html(200, PAGE), new MockResponse.Builder().body("Successful operation"));
        AirbyteClient client = fixture.client();

        AirbyteApiException e =
                assertThrows(AirbyteApiException.class, () -> client.health().getHealthCheck());

        assertTrue(e.toString().contains("200 with a web page instead of JSON"), e::toString);
        client.health().getHealthCheck();
    }

    static Stream<Arguments> unreadableResponses() {
        return Stream.of(Operation.GET, Operation.CREATE, Operation.CREATE_JOB, Operation.DISCOVER, Operation.CANCEL)
                .flatMap(operation -> Stream.of(
                        Arguments.of(operation, json(""), "a response without content"),
                        Arguments.of(operation, json("null"), "a response without content"),
                        Arguments.of(operation, chunked(""), "a response without content"),
                        Arguments.of(operation, status(204), "a response without content"),
                        Arguments.of(operation, json(start(operation)), "a response that was cut short"),
                        Arguments.of(
                                operation,
                                json(start(operation) + "\"95e6"),
                                "a response that is not the expected JSON"),
                        Arguments.of(
                                operation,
                                json("{\"sourceId\":\"" + ScriptedServer.ID + "\"}")
                                        .onResponseBody(ScriptedServer.DROP),
                                "a response that was cut short"),
                        Arguments.of(
                                operation,
                                new MockResponse.Builder()
                                        .removeHeader("Content-Length")
                                        .addHeader("Transfer-Encoding", "chunked")
                                        .socketHandler(socket ->
                                                ScriptedServer.writeAndHangUp(socket, "2000\r\n" + start(operation))),
                                "a response that was cut short"),
                        Arguments.of(
                                operation, json("Successful operation"), "a response that is not the expected JSON"),
                        Arguments.of(operation, json("7"), "a response that is not the expected JSON"),
                        Arguments.of(operation, json("\"text\""), "a response that is not the expected JSON"),
                        Arguments.of(
                                operation,
                                operation == Operation.DISCOVER ? json("{}") : json("[]"),
                                "a response that is not the expected JSON"),
                        Arguments.of(
                                operation,
                                operation == Operation.DISCOVER
                                        ? json("[{\"propertyFields\":7}]")
                                        : json("{\"sourceId\":[],\"jobId\":[]}"),
                                "a response that is not the expected JSON")));
    }

    private static String start(Operation operation) {
        return operation == Operation.DISCOVER ? "[{\"streamName\":" : "{\"name\":";
    }

    private static MockResponse.Builder chunked(String body) {
        return new MockResponse.Builder().chunkedBody(body, 100);
    }

    @ParameterizedTest(name = "{0} {2} {1}")
    @MethodSource("unreadableResponses")
    void unreadableResponseStatesTheReason(Operation operation, MockResponse.Builder response, String why) {
        fixture.enqueue(response);

        AirbyteApiException e = operation.fails(fixture.client());

        int status = response.getCode();
        assertEquals(e.operation() + ": " + status + " with " + why, e.getMessage());
        assertEquals(status, e.status());
        assertTrue(e.mayHaveReachedServer());
        assertFalse(e.isFromAirbyte());
        assertEquals(1, fixture.server.getRequestCount());
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"GET", "CREATE"})
    void unreadableBodyIsKeptForTheId(Operation operation) {
        String body =
                "{\"sourceId\":\"" + ScriptedServer.ID + "\",\"createdAt\":{\"not\":\"a number\"},\"name\":\"x\"}";
        fixture.enqueue(json(body));

        assertEquals(body, operation.fails(fixture.client()).rawBody());
    }

    @Test
    void malformedUuidIsNotQuoted() {
        fixture.enqueue(json("{\"sourceId\":\"hunter2\"}"));

        AirbyteApiException e = Operation.GET.fails(fixture.client());

        assertEquals("getSource: 200 with a response that is not the expected JSON", e.getMessage());
        assertNull(e.getCause());
    }

    @Test
    void brokenEncodingIsReported() {
        fixture.enqueue(json(ScriptedServer.SOURCE).setHeader("Content-Encoding", "gzip"));

        AirbyteApiException e = Operation.GET.fails(fixture.client());

        assertTrue(e.toString().contains("getSource: 200 with a response that could not be read: "), e::toString);
        assertInstanceOf(IOException.class, e.getCause());
    }

    @Test
    void serverWithoutHttpIsQuotedOnOneLine() {
        fixture.enqueue(5, status(200).status("SSH-2.0-OpenSSH\tready"));

        AirbyteApiException e = Operation.CREATE.fails(fixture.client());

        assertEquals(
                "createSource: no response: Unexpected status line: SSH-2.0-OpenSSH ready; see TROUBLESHOOTING.md#no-response",
                e.getMessage());
        assertEquals(0, e.status());
        assertTrue(e.mayHaveReachedServer());
        assertNotNull(e.getCause());
    }

    @Test
    void unknownHostIsNamed() {
        OkHttpClient lost = fixture.http
                .newBuilder()
                .dns(host -> {
                    throw new UnknownHostException(host);
                })
                .build();

        AirbyteApiException e = Operation.CREATE.fails(
                fixture.builder(lost).selfManaged("http://airbyte.invalid").build());

        assertEquals("createSource: not sent: host airbyte.invalid is not known; check the base URL", e.getMessage());
    }

    @Test
    void unreachableAddressIsNamed() {
        int port = ScriptedServer.closedPort();

        AirbyteApiException e = Operation.CREATE.fails(
                fixture.builder().selfManaged("http://127.0.0.1:" + port).build());

        assertTrue(
                String.valueOf(e.getMessage())
                        .startsWith("createSource: not sent: no connection to http://127.0.0.1:" + port + ": "),
                e::toString);
        assertFalse(e.mayHaveReachedServer());
    }

    /** The connection cannot be established in any environment, with or without IPv6. */
    @Test
    void ipv6HostIsInBrackets() {
        AirbyteApiException e = Operation.CREATE.fails(fixture.builder()
                .selfManaged("http://[::1]:" + ScriptedServer.closedPort())
                .build());

        assertTrue(String.valueOf(e.getMessage()).contains("not sent: no connection to http://[::1]:"), e::getMessage);
    }

    @Test
    void ipv6HostOfTheTokenEndpointIsInBrackets() {
        AirbyteApiException e = Operation.CREATE.fails(fixture.builder()
                .selfManaged("http://[::1]:" + ScriptedServer.closedPort())
                .clientCredentials("id", "secret-1")
                .build());

        assertTrue(String.valueOf(e.getMessage()).contains("http://[::1]:"), e::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://user:secret-1@[::1]:8000", "http://[::1]:8000?limit=1", "http://[::1]:8000#top"})
    void ipv6HostOfARefusedBaseUrlIsInBrackets(String url) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> AirbyteClient.builder().selfManaged(url));

        assertTrue(String.valueOf(e.getMessage()).contains("[::1]"), e::getMessage);
    }

    @Test
    void serverTimeIsThatOfTheTokenPlusTheTimeSince() throws InterruptedException {
        String token = jwt("{\"alg\":\"HS256\"}", "{\"iat\":1764000000}");
        fixture.enqueue(ScriptedServer.token(token));
        fixture.enqueue(2, status(422).setHeader("Date", "Tue, 24 Nov 2026 10:00:00 GMT"));
        AirbyteClient client =
                fixture.builder().clientCredentials("id", "secret-1").build();
        Operation.GET.fails(client);
        Thread.sleep(50);

        Instant time = Operation.CREATE.fails(client).serverTimeBefore();

        Instant issued = Instant.ofEpochSecond(1_764_000_000);
        assertTrue(time != null && time.isAfter(issued.plusMillis(49)), () -> time + "");
        assertTrue(time.isBefore(issued.plusSeconds(30)), time::toString);
    }

    static Stream<String> tokensWithoutATime() {
        return Stream.of(
                "opaque",
                jwt("{\"alg\":\"RS256\"}", "{\"iat\":1764000000}"),
                jwt("{}", "{\"iat\":1764000000}"),
                jwt("{\"alg\":\"HS256\"}", "{}"),
                jwt("{\"alg\":\"HS256\"}", "{\"iat\":\"soon\"}"),
                "a.b.c");
    }

    @ParameterizedTest
    @MethodSource("tokensWithoutATime")
    void dateOfAGatewayIsNotTheServersTime(String token) {
        fixture.enqueue(ScriptedServer.token(token));
        fixture.enqueue(2, status(422).setHeader("Date", "Tue, 24 Nov 2026 10:00:00 GMT"));
        AirbyteClient client =
                fixture.builder().clientCredentials("id", "secret-1").build();
        Operation.GET.fails(client);

        assertNull(Operation.CREATE.fails(client).serverTimeBefore());
    }

    private static String jwt(String header, String claims) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2lnbmF0dXJl";
    }
}
