package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.html;
import static io.github.airbytesdk.client.ScriptedServer.json;
import static io.github.airbytesdk.client.ScriptedServer.status;
import static io.github.airbytesdk.client.ScriptedServer.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.airbytesdk.client.ScriptedServer.Operation;
import io.github.airbytesdk.client.model.AccessTokenRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server may quote anything that it received, at any place of its response. The exception contains no secret. */
class SecretsTest {
    private static final String CANARY = "canary/p@ss word\"1\"";

    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    /** The places in which a response can quote a secret. */
    private interface Echo extends Function<String, MockResponse.Builder> {}

    static Stream<Arguments> echoes() {
        return Stream.of(
                echo("problem", secret -> problem("FATAL: no login with " + secret + " or " + encoded(secret))),
                echo(
                        "title",
                        secret -> json(422, "{\"title\":" + quoted(secret) + ",\"detail\":" + quoted(secret) + "}")),
                echo(
                        "members",
                        secret -> json(
                                400, "{\"title\":\"value-not-found\",\"data\":{\"value\":" + quoted(secret) + "}}")),
                echo("text", secret -> json(500, "cannot connect with " + secret)),
                echo("web page", secret -> html(502, "<html><title>" + secret + "</title>")),
                echo("reason", secret -> status(400).status("HTTP/1.1 400 " + secret)),
                echo("target", secret -> status(302).addHeader("Location", "http://x/?p=" + encoded(secret))),
                echo("response of another type", secret -> json("{\"sourceId\":" + quoted(secret) + "}")),
                echo("response that is not JSON", secret -> json("not JSON but " + secret)),
                echo(
                        "response that is cut short",
                        secret -> json("{\"name\":" + quoted(secret) + ",\"x\":\"" + "x".repeat(200))
                                .onResponseBody(ScriptedServer.DROP)),
                echo("no HTTP", secret -> status(200).status("I am no HTTP server, " + secret)),
                echo(
                        "broken chunk",
                        secret -> new MockResponse.Builder()
                                .removeHeader("Content-Length")
                                .addHeader("Transfer-Encoding", "chunked")
                                .socketHandler(
                                        socket -> ScriptedServer.writeAndHangUp(socket, secret + "\r\n" + secret))));
    }

    private static Arguments echo(String name, Echo echo) {
        return Arguments.of(name, echo);
    }

    private static String encoded(String secret) {
        return URLEncoder.encode(secret, StandardCharsets.UTF_8);
    }

    private static String quoted(String secret) {
        return new JsonPrimitive(secret).toString();
    }

    private static MockResponse.Builder problem(String message) {
        JsonObject data = new JsonObject();
        data.addProperty("message", message);
        JsonObject problem = new JsonObject();
        problem.addProperty("status", 422);
        problem.addProperty("title", "unprocessable-entity");
        problem.add("data", data);
        return json(422, problem.toString());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("echoes")
    void configurationThatIsEchoedIsHidden(String name, Echo echo) {
        fixture.enqueue(5, echo.apply(CANARY));
        AirbyteClient client = fixture.client();

        AirbyteApiException e = fails(() -> client.sources().createSource(ScriptedServer.source(CANARY)));

        assertHides(e, CANARY);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("echoes")
    void tokenThatIsEchoedIsHidden(String name, Echo echo) {
        String token = "canary-token-1";
        fixture.enqueue(token(token));
        fixture.enqueue(5, echo.apply(token));

        assertHides(
                Operation.CREATE.fails(
                        fixture.builder().clientCredentials("id", "secret").build()),
                token);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("echoes")
    void clientSecretThatIsEchoedByTheTokenEndpointIsHidden(String name, Echo echo) {
        fixture.enqueue(5, echo.apply(CANARY));

        assertHides(
                Operation.CREATE.fails(
                        fixture.builder().clientCredentials("client", CANARY).build()),
                CANARY);
    }

    @Test
    void clientSecretThatIsEchoedLaterIsHidden() {
        fixture.enqueue(token("token-1"), problem("secret was " + CANARY));

        assertHides(
                Operation.CREATE.fails(
                        fixture.builder().clientCredentials("client", CANARY).build()),
                CANARY);
    }

    @Test
    void clientSecretInAnOwnTokenRequestIsHidden() {
        fixture.enqueue(problem("secret was " + CANARY));
        AirbyteClient client = fixture.client();

        assertHides(
                fails(() -> client.applications()
                        .createAccessToken(
                                new AccessTokenRequest().clientId("id").clientSecret(CANARY))),
                CANARY);
    }

    @Test
    void replacedTokenIsStillHidden() {
        fixture.enqueue(
                token("canary-token-1"),
                status(401),
                token("canary-token-2"),
                problem("first canary-token-1, then canary-token-2"));

        AirbyteApiException e = Operation.CREATE.fails(
                fixture.builder().clientCredentials("id", "secret").build());

        assertEquals("createSource: 422 unprocessable-entity: first ***, then ***", e.getMessage());
    }

    @Test
    void suppliedTokenOfEachCallIsRedacted() {
        Queue<String> tokens = new ArrayDeque<>(List.of("canary-token-1", "canary-token-2"));
        fixture.enqueue(problem("was canary-token-1"));
        AirbyteClient client = fixture.builder(fixture.http
                        .newBuilder()
                        .addNetworkInterceptor(chain -> {
                            tokens.remove();
                            return chain.proceed(chain.request());
                        })
                        .build())
                .bearerToken(tokens::element)
                .build();

        assertHides(Operation.CREATE.fails(client), "canary-token-1");
    }

    @Test
    void fixedTokenAndPasswordAreHidden() {
        fixture.enqueue(problem("canary-token"), problem("p@ssword YWlyYnl0ZTpwQHNzd29yZA== p%40ssword"));

        AirbyteApiException bearer = Operation.CREATE.fails(
                fixture.builder().bearerToken("canary-token").build());
        AirbyteApiException basic = Operation.CREATE.fails(
                fixture.builder().basic("airbyte", "p@ssword").build());

        assertEquals("createSource: 422 unprocessable-entity: ***", bearer.getMessage());
        assertEquals("createSource: 422 unprocessable-entity: *** *** ***", basic.getMessage());
    }

    @Test
    void tokenQuotedByItsSupplierIsHidden() {
        AirbyteApiException e = Operation.CREATE.fails(
                fixture.builder().bearerToken(() -> "canary token\n").build());

        assertHides(e, "canary");
    }

    @Test
    void valuesThatAreNotSecretStayReadable() {
        fixture.enqueue(problem("postgres named dev-pg: unknown property hosst"));

        assertEquals(
                "createSource: 422 unprocessable-entity: postgres named dev-pg: unknown property hosst",
                Operation.CREATE.fails(fixture.client()).getMessage());
    }

    @Test
    void configurationsOfOtherRequestsCanBeHidden() {
        fixture.enqueue(status(500)
                .status("HTTP/1.1 500 canary-reason")
                .body("Something went wrong in the connector. logs: canary-1 canary-2 in public"));
        AirbyteApiException e = Operation.DISCOVER.fails(fixture.client());
        e.addSuppressed(new IOException("canary-1", new IllegalStateException("canary-2")));
        e.addSuppressed(new IOException("harmless"));
        JsonObject source = new JsonObject();
        source.addProperty("password", "canary-1");
        source.addProperty("api_token", "canary-reason");
        JsonArray destination = new JsonArray();
        destination.add("canary-2");

        AirbyteApiException hidden = e.redacted(List.of(source, destination));

        assertEquals(
                "getStreamProperties: 500 ***: Something went wrong in the connector. logs: *** *** in public",
                hidden.getMessage());
        assertEquals("***", hidden.title());
        assertHides(hidden, "canary");
        assertEquals("Something went wrong in the connector. logs: *** *** in public", hidden.rawBody());
        assertEquals(e.operation(), hidden.operation());
        assertEquals(e.status(), hidden.status());
        assertEquals(e.mayHaveReachedServer(), hidden.mayHaveReachedServer());
        assertEquals(e.isFromAirbyte(), hidden.isFromAirbyte());
        assertEquals(List.of(e.getStackTrace()), List.of(hidden.getStackTrace()));
        assertEquals(2, hidden.getSuppressed().length);
        assertEquals("harmless", hidden.getSuppressed()[1].getMessage());
    }

    @Test
    void onlyCausesThatQuoteASecretAreReplaced() {
        Redactor mask = Redactor.of(List.of("canary"));
        IOException harmless = new IOException("harmless", new IOException("harmless too"));
        IOException deep = new IOException("harmless", new IllegalStateException("a canary"));
        IOException beside = new IOException("harmless");
        beside.addSuppressed(new IOException("a canary"));

        assertEquals(harmless, AirbyteApiException.redact(harmless, mask));
        assertNull(AirbyteApiException.redact(null, mask));
        Throwable hidden = AirbyteApiException.redact(deep, mask);
        assertNotNull(hidden);
        assertEquals("java.io.IOException: harmless", hidden.getMessage());
        assertEquals(
                "java.lang.IllegalStateException: a ***",
                hidden.getCause() == null ? "" : hidden.getCause().getMessage());
        assertEquals(List.of(deep.getStackTrace()), List.of(hidden.getStackTrace()));
        Throwable alone = AirbyteApiException.redact(beside, mask);
        assertFalse(alone == null || printed(alone).contains("canary"));
    }

    private static AirbyteApiException fails(Runnable call) {
        return assertThrows(AirbyteApiException.class, call::run);
    }

    private static void assertHides(AirbyteApiException e, String canary) {
        List<String> forms = List.of(canary, encoded(canary), quoted(canary).replaceAll("^.|.$", ""));
        for (String form : forms) {
            assertFalse(printed(e).contains(form), () -> printed(e));
            assertFalse(String.valueOf(e.rawBody()).contains(form), e::toString);
            assertFalse(String.valueOf(e.title()).contains(form), e::toString);
            assertFalse(new String(serialized(e), StandardCharsets.ISO_8859_1).contains(form));
        }
        assertEquals(List.of(e.toString()), e.toString().lines().toList());
        assertEquals(e.getMessage(), deserialized(serialized(e)).getMessage());
    }

    private static String printed(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static byte[] serialized(AirbyteApiException e) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(e);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return bytes.toByteArray();
    }

    private static AirbyteApiException deserialized(byte[] bytes) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            AirbyteApiException e = (AirbyteApiException) in.readObject();
            assertNull(e.rawBody());
            assertTrue(e.operation().length() > 0);
            return e;
        } catch (IOException | ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
