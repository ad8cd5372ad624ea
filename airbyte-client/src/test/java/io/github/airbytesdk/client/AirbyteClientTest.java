package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.json;
import static io.github.airbytesdk.client.ScriptedServer.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.ScriptedServer.Operation;
import io.github.airbytesdk.client.model.JobStatus;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AirbyteClientTest {
    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    @Test
    void cloudIsTheDefault() {
        assertEquals(
                "AirbyteClient[https://api.airbyte.com/v1]",
                AirbyteClient.builder().build().toString());
        assertEquals(
                "AirbyteClient[https://api.airbyte.com/v1]",
                AirbyteClient.builder()
                        .selfManaged("http://localhost")
                        .cloud()
                        .build()
                        .toString());
        assertEquals(
                "AirbyteClient[http://localhost/gateway]",
                AirbyteClient.builder()
                        .baseUrl("http://localhost/gateway/")
                        .build()
                        .toString());
    }

    @Test
    void toStringShowsNoCredentials() {
        AirbyteClient.Builder builder = AirbyteClient.builder().clientCredentials("canary-id", "canary-secret");

        assertFalse(builder.build().toString().contains("canary"));
        assertFalse(builder.bearerToken("canary-token").build().toString().contains("canary"));
        assertFalse(
                builder.basic("canary-user", "canary-pass").build().toString().contains("canary"));
    }

    @ParameterizedTest
    @CsvSource({"'', secret, clientId is blank", "' ', secret, clientId is blank", "id, ' ', clientSecret is blank"})
    void blankCredentialsAreRefused(String id, String secret, String message) {
        assertEquals(message, refusal(() -> AirbyteClient.builder().clientCredentials(id, secret)));
    }

    @Test
    void blankUserIsRefusedAndBlankPasswordIsNot() {
        assertEquals("user is blank", refusal(() -> AirbyteClient.builder().basic(" ", "password")));
        AirbyteClient.builder().basic("user", "").build().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "can ary", "can\nary", "canarü", "can\u0000ary", "can\u007fary"})
    void invalidBearerTokenIsNotShown(String token) {
        assertEquals(
                "the bearer token is blank or contains characters that a header cannot contain, such as a line break",
                refusal(() -> AirbyteClient.builder().bearerToken(token)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void timeoutThatIsNotPositiveIsRefused(Duration timeout) {
        String message = "a timeout of " + timeout + " leaves no time for the call";
        AirbyteClient.Builder builder = AirbyteClient.builder();

        assertEquals(message, refusal(() -> builder.discoveryTimeout(timeout)));
        assertEquals(message, refusal(() -> builder.createTimeout(timeout)));
        assertEquals(message, refusal(() -> builder.defaultTimeout(timeout)));
    }

    @Test
    @SuppressWarnings("NullAway") // As a caller without NullAway would.
    void nullsAreRefusedAtOnce() {
        AirbyteClient.Builder builder = AirbyteClient.builder();

        assertThrows(NullPointerException.class, () -> builder.selfManaged(null));
        assertThrows(NullPointerException.class, () -> builder.baseUrl(null));
        assertThrows(NullPointerException.class, () -> builder.clientCredentials(null, "secret"));
        assertThrows(NullPointerException.class, () -> builder.clientCredentials("id", null));
        assertThrows(NullPointerException.class, () -> builder.basic("user", null));
        assertThrows(NullPointerException.class, () -> builder.bearerToken((Supplier<String>) null));
        assertThrows(NullPointerException.class, () -> builder.bearerToken((String) null));
        assertThrows(NullPointerException.class, () -> builder.httpClient(null));
        assertThrows(NullPointerException.class, () -> builder.defaultTimeout(null));
    }

    @Test
    void laterSettingsReplaceEarlierOnes() {
        fixture.enqueue(token("token-1"), json(ScriptedServer.SOURCE));

        Operation.GET.call(fixture.builder()
                .bearerToken("other")
                .clientCredentials("id", "secret")
                .selfManaged("http://127.0.0.1:" + ScriptedServer.closedPort())
                .baseUrl(fixture.url() + "/gateway")
                .build());

        List<RecordedRequest> received = fixture.requests();
        assertEquals("/gateway/applications/token", received.get(0).getTarget());
        assertEquals("/gateway/sources/" + ScriptedServer.ID, received.get(1).getTarget());
        assertEquals("Bearer token-1", received.get(1).getHeaders().get("Authorization"));
    }

    @Test
    void everyRequestHasUserAgentAndAcceptsJson() {
        fixture.enqueue(token("token-1"), json(ScriptedServer.SOURCE), json(ScriptedServer.SOURCE));
        AirbyteClient client =
                fixture.builder().clientCredentials("id", "secret").build();

        Operation.GET.call(client);
        Operation.CREATE.call(client);

        for (RecordedRequest request : fixture.requests()) {
            String agent = String.valueOf(request.getHeaders().get("User-Agent"));
            assertTrue(agent.matches("airbyte-sdk-java/\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?"), agent);
            assertEquals("application/json", request.getHeaders().get("Accept"));
        }
    }

    @Test
    void bodyIsPlainJsonWithItsLength() {
        fixture.enqueue(json(ScriptedServer.SOURCE));

        Operation.CREATE.call(fixture.client());

        RecordedRequest request = fixture.requests().get(0);
        assertEquals("application/json", request.getHeaders().get("Content-Type"));
        assertEquals(String.valueOf(request.getBodySize()), request.getHeaders().get("Content-Length"));
        assertEquals(
                "{\"name\":\"dev-pg\",\"workspaceId\":\"" + ScriptedServer.ID
                        + "\",\"configuration\":{\"sourceType\":\"postgres\",\"password\":\"hunter2-hunter2\"}}",
                request.getBody() == null ? "" : request.getBody().utf8());
    }

    @Test
    void parametersAreEscaped() {
        fixture.enqueue(4, json("{}"));
        AirbyteClient client = fixture.client();
        UUID other = UUID.fromString("00000000-0000-0000-0000-000000000001");

        client.sources()
                .listSources(query -> query.workspaceIds(List.of(ScriptedServer.ID, other))
                        .includeDeleted(true)
                        .limit(7)
                        .offset(0));
        client.users()
                .listUsersWithinAnOrganization(
                        ScriptedServer.ID, query -> query.emails(List.of("a+b@c.d", "x&y=z,/ü")));
        client.jobs()
                .listJobs(query -> query.workspaceIds(List.of())
                        .status(JobStatus.RUNNING)
                        .createdAtStart(OffsetDateTime.parse("2026-07-27T14:05:00+02:00"))
                        .orderBy("createdAt|DESC"));
        client.applications().getApplication("a/b c?d#e%");

        List<String> paths = fixture.paths();
        assertEquals(
                "/api/public/v1/sources?workspaceIds=" + ScriptedServer.ID + "&workspaceIds=" + other
                        + "&includeDeleted=true&limit=7&offset=0",
                paths.get(0));
        assertEquals(
                "/api/public/v1/users?organizationId=" + ScriptedServer.ID
                        + "&emails=a%2Bb%40c.d&emails=x%26y%3Dz%2C%2F%C3%BC",
                paths.get(1));
        assertEquals(
                "/api/public/v1/jobs?status=running&createdAtStart=2026-07-27T14%3A05%3A00%2B02%3A00&orderBy=createdAt%7CDESC",
                paths.get(2));
        assertEquals("/api/public/v1/applications/a%2Fb%20c%3Fd%23e%25", paths.get(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void idThatWouldChangeThePathIsRefused(String id) {
        AirbyteClient client = fixture.client();

        assertEquals(
                "an id for deleteApplication is empty or consists of dots: /applications/" + id,
                refusal(() -> client.applications().deleteApplication(id)));
        assertEquals(0, fixture.server.getRequestCount());
    }

    @ParameterizedTest
    @CsvSource({"%2e%2e, %252e%252e", "..., ...", "a.b, a.b", ".a, .a", "a/../b, a%2F..%2Fb"})
    void idWithDotsStaysOneSegment(String id, String segment) {
        fixture.enqueue(json("{}"));

        fixture.client().applications().deleteApplication(id);

        assertEquals(List.of("/api/public/v1/applications/" + segment), fixture.paths());
    }

    @Test
    @SuppressWarnings("NullAway") // As a caller without NullAway would.
    void missingParameterIsRefusedByName() {
        AirbyteClient client = fixture.client();

        assertEquals(
                "sourceId is required to call getSource, but was null",
                refusal(() -> client.sources().getSource(null)));
        assertEquals(
                "request is required to call createSource, but was null",
                refusal(() -> client.sources().createSource(null)));
    }

    @Test
    void unknownEnumValueIsNotSentAsParameter() {
        AirbyteClient client = fixture.client();

        assertThrows(
                IllegalArgumentException.class, () -> client.jobs().listJobs(query -> query.status(JobStatus.UNKNOWN)));
        assertEquals(0, fixture.server.getRequestCount());
    }

    @Test
    void deleteWithoutBodyIsASuccess() {
        fixture.enqueue(ScriptedServer.status(204));

        fixture.client().sources().deleteSource(ScriptedServer.ID);

        assertEquals(1, fixture.server.getRequestCount());
    }

    @Test
    void deleteWithAnotherStatusIsAnError() {
        fixture.enqueue(json("{\"anything\":1}"));
        AirbyteClient client = fixture.client();

        AirbyteApiException e =
                assertThrows(AirbyteApiException.class, () -> client.sources().deleteSource(ScriptedServer.ID));
        assertEquals(200, e.status());
    }

    @Test
    void deleteIsSentWithoutBody() {
        fixture.enqueue(json("{}"));
        AirbyteClient client = fixture.client();

        client.jobs().cancelJob(9L);

        RecordedRequest request = fixture.requests().get(0);
        assertEquals("DELETE /api/public/v1/jobs/9 HTTP/1.1", request.getRequestLine());
        assertEquals(0, request.getBodySize());
    }

    @Test
    void everyPartOfTheApiHasAnAccessor() throws Exception {
        Set<String> offered = new HashSet<>();
        AirbyteClient client = fixture.client();
        for (Method method : AirbyteClient.class.getMethods()) {
            if (Description.apis().contains(method.getReturnType())) {
                assertEquals(method.getReturnType(), method.invoke(client).getClass());
                offered.add(method.getReturnType().getSimpleName());
            }
        }

        Set<String> generated =
                Description.apis().stream().map(Class::getSimpleName).collect(Collectors.toSet());
        assertEquals(generated, offered);
    }

    @Test
    void closingEndsTheConnectionsOfAnOwnClient() {
        fixture.enqueue(3, json(ScriptedServer.SOURCE));
        AirbyteClient client =
                AirbyteClient.builder().selfManaged(fixture.url()).build();
        Operation.GET.call(client);
        Operation.GET.call(client);

        client.close();
        client.close();

        Operation.GET.call(client);
        assertEquals(
                List.of(0, 0, 1),
                fixture.requests().stream()
                        .map(RecordedRequest::getConnectionIndex)
                        .toList());
    }

    @Test
    void closingDoesNotCloseASuppliedClient() {
        fixture.enqueue(json(ScriptedServer.SOURCE));
        AirbyteClient client = fixture.client();
        Operation.GET.call(client);

        client.close();

        assertFalse(fixture.http.dispatcher().executorService().isShutdown());
        assertEquals(1, fixture.pool.connectionCount());
    }

    @Test
    void suppliedClientKeepsItsSettings() {
        fixture.enqueue(json(ScriptedServer.SOURCE));
        List<String> seen = new ArrayList<>();
        OkHttpClient client = fixture.http
                .newBuilder()
                .addInterceptor(chain -> {
                    seen.add(chain.request().url().encodedPath());
                    return chain.proceed(
                            chain.request().newBuilder().header("X-Tenant", "t").build());
                })
                .build();

        Operation.GET.call(fixture.builder(client).build());

        assertEquals(List.of("/api/public/v1/sources/" + ScriptedServer.ID), seen);
        assertEquals("t", fixture.requests().get(0).getHeaders().get("X-Tenant"));
        assertEquals(1, client.interceptors().size());
    }

    @Test
    void interceptorMayProceedWithANewRequest() {
        fixture.enqueue(json(ScriptedServer.SOURCE));
        OkHttpClient client = fixture.http
                .newBuilder()
                .addInterceptor(chain -> chain.proceed(
                        new Request.Builder().url(chain.request().url()).build()))
                .build();

        Operation.GET.call(fixture.builder(client).bearerToken("token").build());

        assertEquals("Bearer token", fixture.requests().get(0).getHeaders().get("Authorization"));
    }

    private static String refusal(Runnable call) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
