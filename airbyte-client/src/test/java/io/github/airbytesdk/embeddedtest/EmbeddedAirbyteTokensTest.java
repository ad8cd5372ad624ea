package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class EmbeddedAirbyteTokensTest {
    /** A clock that the test moves. */
    private static final class ManualClock extends Clock {
        private volatile Instant now = Instant.parse("2031-02-03T04:05:06Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void tokenIsAJwtThatLivesByTheServersClock() {
        ManualClock clock = new ManualClock();
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.builder()
                .clock(clock)
                .tokenLifetime(Duration.ofSeconds(2))
                .start()) {
            Http http = new Http(airbyte);
            Http.Response response = http.token(airbyte.clientId(), airbyte.clientSecret());
            assertEquals(200, response.status());
            assertEquals("Bearer", response.text("token_type"));
            assertEquals("2", response.text("expires_in"));
            String token = response.text("access_token");
            String[] parts = token.split("\\.", -1);
            assertEquals(3, parts.length);
            JsonObject payload = JsonParser.parseString(
                            new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                    .getAsJsonObject();
            assertEquals(clock.now.getEpochSecond(), payload.get("iat").getAsLong());
            assertEquals(clock.now.getEpochSecond() + 2, payload.get("exp").getAsLong());

            http.useToken(token);
            assertEquals(200, http.get("/sources").status());
            clock.now = clock.now.plusMillis(1999);
            assertEquals(200, http.get("/sources").status());
            clock.now = clock.now.plusMillis(1);
            assertEquals(401, http.get("/sources").status());
            http.useToken(http.newToken());
            assertEquals(200, http.get("/sources").status());
            airbyte.revokeTokens();
            assertEquals(401, http.get("/sources").status());
        }
    }

    @Test
    void everyResponseHasTheServersDate() {
        try (EmbeddedAirbyte airbyte =
                EmbeddedAirbyte.builder().clock(new ManualClock()).start()) {
            Http http = new Http(airbyte);
            for (Http.Response response : new Http.Response[] {
                http.get("/sources"), http.get("/nothing"), http.get(airbyte.url() + "/"), http.createSource("n", "1")
            }) {
                assertEquals(
                        "Mon, 03 Feb 2031 04:05:06 GMT",
                        response.raw().headers().firstValue("Date").orElseThrow());
            }
            assertEquals(
                    Instant.parse("2031-02-03T04:05:06Z").getEpochSecond(),
                    http.createSource("n", Http.FAKER).json().get("createdAt").getAsLong());
        }
    }

    @Test
    void onlyValidCredentialsGetAToken() {
        try (EmbeddedAirbyte airbyte =
                EmbeddedAirbyte.builder().clientCredentials("me", "secret").start()) {
            Http http = new Http(airbyte);
            assertEquals(200, http.token("me", "secret").status());
            Http.Response wrong = http.token("me", "guess");
            assertEquals(400, wrong.status());
            assertEquals(
                    "Invalid client id or token",
                    wrong.json()
                            .getAsJsonObject("_embedded")
                            .getAsJsonArray("errors")
                            .get(0)
                            .getAsJsonObject()
                            .get("message")
                            .getAsString());
            assertEquals(400, http.token("you", "secret").status());
            assertEquals(
                    400,
                    http.send(http.anonymous("POST", "/applications/token", "{}")
                                    .build())
                            .status());
            assertNotEquals(http.newToken(), http.newToken());
        }
    }

    @Test
    void fixedTokenNeverExpires() {
        try (EmbeddedAirbyte airbyte =
                EmbeddedAirbyte.builder().bearerToken("portal-key").start()) {
            Http http = new Http(airbyte);
            http.useToken("portal-key");
            airbyte.revokeTokens();
            assertEquals(200, http.get("/sources").status());
            http.useToken("other");
            assertEquals(401, http.get("/sources").status());
        }
    }

    @Test
    void withoutAuthenticationNoTokenIsNeeded() {
        try (EmbeddedAirbyte airbyte =
                EmbeddedAirbyte.builder().withoutAuthentication().start()) {
            Http http = new Http(airbyte);
            assertEquals(
                    200,
                    http.send(http.anonymous("GET", "/sources", null).build()).status());
            assertTrue(airbyte.calls("createAccessToken").isEmpty());
        }
    }
}
