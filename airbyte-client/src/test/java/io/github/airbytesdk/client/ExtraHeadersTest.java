package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.ScriptedServer.Operation;
import java.util.List;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtraHeadersTest {
    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    @Test
    void headerIsOnEveryRequestIncludingTheTokenRequest() {
        fixture.enqueue(ScriptedServer.token("token-1"), json(ScriptedServer.SOURCE), json(ScriptedServer.SOURCE));
        AirbyteClient client = fixture.builder()
                .header("CF-Access-Client-Id", "first")
                .header("cf-access-client-id", " gateway-id\n")
                .header("Proxy-Authorization", "Bearer iap-token")
                .clientCredentials("id", "secret-1")
                .build();

        Operation.GET.call(client);
        Operation.CREATE.call(client);

        for (RecordedRequest request : fixture.requests()) {
            assertEquals(List.of("gateway-id"), request.getHeaders().values("CF-Access-Client-Id"));
            assertEquals("Bearer iap-token", request.getHeaders().get("Proxy-Authorization"));
        }
    }

    @Test
    void valueIsRedactedLikeAToken() {
        fixture.enqueue(json(422, "{\"message\":\"saw Bearer canary-value-1 and canary-value-1 and eu\"}"));
        AirbyteClient client = fixture.builder()
                .header("Proxy-Authorization", "Bearer canary-value-1")
                .header("X-Region", "eu")
                .build();

        AirbyteApiException e = Operation.CREATE.fails(client);

        assertFalse(e.toString().contains("canary"), e::toString);
        assertFalse(String.valueOf(e.rawBody()).contains("canary"), e::rawBody);
        assertTrue(e.toString().endsWith("saw *** and *** and eu"), e::toString);
        assertFalse(client.toString().contains("canary"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "canary\nvalue", "canary\u0000", "canarü"})
    void valueThatAHeaderCannotContainIsNotShown(String value) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> AirbyteClient.builder().header("X-Token", value));

        assertEquals(
                "the value of header X-Token is blank or contains characters that a header cannot contain, such as a line break",
                e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "'', '\"\" is not a header name'",
        "'X Token', '\"X Token\" is not a header name'",
        "Authorization, header Authorization is set by this client; use bearerToken(...) or basic(...)",
        "content-type, header content-type is set by this client",
    })
    void nameThatCannotBeSetIsNamed(String name, String message) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> AirbyteClient.builder().header(name, "value"));

        assertEquals(message, e.getMessage());
    }
}
