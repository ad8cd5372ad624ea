package io.github.airbytesdk.client;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token.
 *
 * @param expiresAtNanos when it is no longer used, by the monotonic clock
 * @param receivedAtNanos when it was received, by the monotonic clock
 * @param issuedAt when Airbyte issued it, by its own clock, or null if that is unknown
 */
record AccessToken(
        String value,
        long expiresAtNanos,
        long receivedAtNanos,
        @Nullable Instant issuedAt) {
    private static final long MAX_MARGIN_SECONDS = 30;
    private static final long UNKNOWN = Long.MAX_VALUE;

    /** Airbyte's default (not recorded), if neither the response nor the token contains a lifetime. */
    private static final long DEFAULT_LIFETIME_SECONDS = 900;

    /**
     * Computes a token's expiry from its receipt. The response's {@code expires_in} and the token's own {@code exp} can differ,
     * because some servers fix the lifetime when the application is created; the shorter one applies.
     *
     * @param expiresInSeconds the response's value, or null
     */
    static AccessToken receivedAt(long nowNanos, String value, @Nullable Long expiresInSeconds) {
        long stated = expiresInSeconds == null || expiresInSeconds <= 0 ? UNKNOWN : expiresInSeconds;
        long lifetime = Math.min(stated, lifetimeInToken(value));
        long seconds = lifetime == UNKNOWN ? DEFAULT_LIFETIME_SECONDS : lifetime;
        long lifetimeNanos = TimeUnit.SECONDS.toNanos(Math.min(seconds, TimeUnit.DAYS.toSeconds(365)));
        long marginNanos = Math.min(TimeUnit.SECONDS.toNanos(MAX_MARGIN_SECONDS), lifetimeNanos / 10);
        return new AccessToken(value, nowNanos + lifetimeNanos - marginNanos, nowNanos, issuedAt(value));
    }

    boolean isExpired(long nowNanos) {
        return nowNanos - expiresAtNanos >= 0;
    }

    /** Returns {@code exp} minus {@code iat}, both by the server's clock, so that this host's clock does not matter. */
    private static long lifetimeInToken(String value) {
        try {
            JsonObject claims = part(value, 1);
            long lifetime = claims.get("exp").getAsLong() - claims.get("iat").getAsLong();
            return lifetime > 0 ? lifetime : UNKNOWN;
        } catch (RuntimeException opaque) {
            return UNKNOWN;
        }
    }

    /**
     * Returns a time that Airbyte's own clock has reached: the token's time of issue plus the time since its receipt. Null if the
     * token does not contain its time of issue. A {@code Date} header is not used, because a gateway replaces it.
     */
    @Nullable
    Instant serverTime(long nowNanos) {
        return issuedAt == null ? null : issuedAt.plusNanos(nowNanos - receivedAtNanos);
    }

    /**
     * A token with a symmetric signature was issued by the server that checks it, which is Airbyte. One with a public key may
     * come from an identity provider with another clock.
     */
    private static @Nullable Instant issuedAt(String value) {
        try {
            boolean symmetric = part(value, 0).get("alg").getAsString().startsWith("HS");
            return symmetric ? Instant.ofEpochSecond(part(value, 1).get("iat").getAsLong()) : null;
        } catch (RuntimeException opaque) {
            return null;
        }
    }

    private static JsonObject part(String value, int index) {
        String[] parts = value.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a JWT");
        }
        String json = new String(Base64.getUrlDecoder().decode(parts[index]), StandardCharsets.UTF_8);
        return JsonParser.parseString(json).getAsJsonObject();
    }

    @Override
    public String toString() {
        return "AccessToken[***]";
    }
}
