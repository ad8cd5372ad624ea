package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.json;
import static io.github.airbytesdk.client.ScriptedServer.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.airbytesdk.client.ScriptedServer.Operation;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EnvironmentTest {
    private static final String URL = "http://localhost:8000";
    private static final String CLOUD_NEEDS_CREDENTIALS =
            "Airbyte Cloud needs AIRBYTE_CLIENT_ID and AIRBYTE_CLIENT_SECRET, or AIRBYTE_TOKEN; "
                    + "for a self-managed Airbyte set AIRBYTE_URL";

    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    @Test
    void cloudIsUsedWithoutUrl() {
        assertEquals("AirbyteClient[https://api.airbyte.com/v1]", client(Map.of("AIRBYTE_TOKEN", "t")));
        assertEquals(
                "AirbyteClient[https://api.airbyte.com/v1]",
                client(Map.of("AIRBYTE_URL", " ", "AIRBYTE_CLIENT_ID", "id", "AIRBYTE_CLIENT_SECRET", "secret")));
    }

    @Test
    void urlAloneDisablesAuthentication() {
        fixture.enqueue(json(ScriptedServer.SOURCE));

        Operation.GET.call(AirbyteClient.fromEnv(Map.of("AIRBYTE_URL", fixture.url())));

        assertEquals(null, fixture.requests().get(0).getHeaders().get("Authorization"));
    }

    @Test
    void environmentCanBeCombinedWithOtherSettings() {
        AirbyteClient.Builder builder = AirbyteClient.builder().environment(Map.of("AIRBYTE_URL", URL));

        assertEquals(
                "AirbyteClient[" + URL + "/api/public/v1]",
                builder.httpClient(new OkHttpClient()).build().toString());
        assertThrows(IllegalStateException.class, () -> AirbyteClient.builder().environment(Map.of()));
    }

    @Test
    void settingsAreReadFromTheEnvironment() {
        assumeTrue(System.getenv().keySet().stream().noneMatch(name -> name.startsWith("AIRBYTE_")));

        assertEquals(
                CLOUD_NEEDS_CREDENTIALS,
                assertThrows(IllegalStateException.class, AirbyteClient::fromEnv)
                        .getMessage());
    }

    @Test
    void credentialsAreUsedAndStripped() {
        fixture.enqueue(token("token-1"), json(ScriptedServer.SOURCE), json(ScriptedServer.SOURCE));

        Operation.GET.call(AirbyteClient.fromEnv(Map.of(
                "AIRBYTE_URL",
                fixture.url() + "/ ",
                "AIRBYTE_CLIENT_ID",
                " id\n",
                "AIRBYTE_CLIENT_SECRET",
                "secret ")));
        Operation.GET.call(AirbyteClient.fromEnv(Map.of("AIRBYTE_URL", fixture.url(), "AIRBYTE_TOKEN", " fixed\n")));

        var received = fixture.requests();
        assertEquals(
                "{\"client_id\":\"id\",\"client_secret\":\"secret\","
                        + "\"grant_type\":\"client_credentials\",\"grant-type\":\"client_credentials\"}",
                received.get(0).getBody() == null
                        ? ""
                        : received.get(0).getBody().utf8());
        assertEquals(
                List.of("Bearer token-1", "Bearer fixed"),
                received.stream()
                        .skip(1)
                        .map(request -> String.valueOf(request.getHeaders().get("Authorization")))
                        .toList());
    }

    @Test
    void incompletePairIsRefusedNamingBothVariables() {
        assertEquals(
                "AIRBYTE_CLIENT_ID is set and AIRBYTE_CLIENT_SECRET is not; set both or neither",
                refusal(Map.of("AIRBYTE_URL", URL, "AIRBYTE_CLIENT_ID", "id")));
        assertEquals(
                "AIRBYTE_CLIENT_SECRET is set and AIRBYTE_CLIENT_ID is not; set both or neither",
                refusal(Map.of("AIRBYTE_URL", URL, "AIRBYTE_CLIENT_SECRET", "secret", "AIRBYTE_CLIENT_ID", "")));
    }

    @Test
    void twoKindsOfCredentialsAreRefused() {
        assertEquals(
                "AIRBYTE_TOKEN and AIRBYTE_CLIENT_ID are both set; unset one of them",
                refusal(Map.of(
                        "AIRBYTE_CLIENT_ID", "id", "AIRBYTE_CLIENT_SECRET", "secret", "AIRBYTE_TOKEN", "token")));
    }

    @Test
    void cloudWithoutCredentialsIsRefused() {
        assertEquals(CLOUD_NEEDS_CREDENTIALS, refusal(Map.of()));
        assertEquals(CLOUD_NEEDS_CREDENTIALS, refusal(Map.of("AIRBYTE_TOKEN", " ")));
        assertEquals(CLOUD_NEEDS_CREDENTIALS, refusal(Map.of("AIRBYTE_URL", "https://api.airbyte.com")));
    }

    @Test
    void invalidUrlIsRefused() {
        assertEquals(
                "base URL \"localhost:8000\" is not an http or https URL, such as http://localhost:8000",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> AirbyteClient.fromEnv(Map.of("AIRBYTE_URL", "localhost:8000")))
                        .getMessage());
    }

    @Test
    void multilineTokenIsRefusedWithoutShowingIt() {
        assertEquals(
                "the bearer token is blank or contains characters that a header cannot contain, such as a line break",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> AirbyteClient.fromEnv(Map.of("AIRBYTE_TOKEN", "can\nary")))
                        .getMessage());
    }

    private static String client(Map<String, String> variables) {
        try (AirbyteClient client = AirbyteClient.fromEnv(variables)) {
            return client.toString();
        }
    }

    private static String refusal(Map<String, String> variables) {
        return String.valueOf(assertThrows(IllegalStateException.class, () -> AirbyteClient.fromEnv(variables))
                .getMessage());
    }
}
