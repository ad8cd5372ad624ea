package io.github.airbytesdk.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {
    /** An arbitrary time, shortly before the overflow that a monotonic clock can have. */
    private static final long NOW = Long.MAX_VALUE - 5;

    @ParameterizedTest
    @CsvSource({
        // Of two lifetimes the shorter one counts.
        "900, 900, 870",
        "900, 180, 162",
        "180, 900, 162",
        // The margin is a tenth, and 30 seconds at most.
        "2, 2, 1.8",
        "300, 300, 270",
        "301, 301, 271",
        // If one is not known, the other counts.
        ", 180, 162",
        "180, , 162",
        "0, 180, 162",
        "-1, 180, 162",
        "180, -100, 162",
        "180, 0, 162",
        // Where neither does, Airbyte's default of 15 minutes counts.
        ", , 870",
        "0, 0, 870",
        // Longer than any token is used.
        "9223372036854775806, , 31535970",
    })
    void livesAsLongAsTheShorterLifetimeLessTheMargin(
            @Nullable Long inResponse, @Nullable Long inToken, double usableSeconds) {
        String value = inToken == null ? "opaque" : jwt("{\"iat\":1000000,\"exp\":" + (1_000_000 + inToken) + "}");

        AccessToken token = AccessToken.receivedAt(NOW, value, inResponse);

        long usable = (long) (usableSeconds * TimeUnit.SECONDS.toNanos(1));
        assertFalse(token.isExpired(NOW));
        assertFalse(token.isExpired(NOW + usable - 1));
        assertTrue(token.isExpired(NOW + usable));
        assertTrue(token.isExpired(NOW + usable + 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, 0, 3600})
    void lifetimeCountsFromReceiptDespiteClockSkew(long skewSeconds) {
        long issued = System.currentTimeMillis() / 1000 + skewSeconds;

        AccessToken token =
                AccessToken.receivedAt(NOW, jwt("{\"iat\":" + issued + ",\"exp\":" + (issued + 900) + "}"), null);

        assertFalse(token.isExpired(NOW + TimeUnit.SECONDS.toNanos(869)));
        assertTrue(token.isExpired(NOW + TimeUnit.SECONDS.toNanos(870)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"exp\":5}",
                "{\"iat\":5}",
                "{\"iat\":null,\"exp\":5}",
                "{\"iat\":5,\"exp\":null}",
                "{\"iat\":{},\"exp\":5}",
                "{\"iat\":[],\"exp\":5}",
                "{\"iat\":\"now\",\"exp\":\"later\"}",
                "[]",
                "7",
                "null",
                "not json",
                "{",
                "",
            })
    void claimsWithoutLifetimeAreAccepted(String claims) {
        AccessToken token = AccessToken.receivedAt(0, jwt(claims), 900L);

        assertFalse(token.isExpired(TimeUnit.SECONDS.toNanos(869)));
        assertTrue(token.isExpired(TimeUnit.SECONDS.toNanos(870)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque", "a.b", "a.b.c.d", "a.!!!.c", "..", ""})
    void tokenThatIsNotAJwtIsAccepted(String value) {
        assertTrue(AccessToken.receivedAt(0, value, 100L).isExpired(TimeUnit.SECONDS.toNanos(90)));
    }

    @Test
    void toStringShowsNothing() {
        assertEquals(
                "AccessToken[***]",
                AccessToken.receivedAt(0, "canary-token", 900L).toString());
    }

    static String jwt(String claims) {
        return part("{\"alg\":\"HS256\"}") + "." + part(claims) + ".c2lnbmF0dXJl";
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
