package io.github.airbytesdk.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A bearer token and the moment, by the monotonic clock, from which it is not used any more. */
record AccessToken(String value, long expiresAtNanos) {
    private static final long MAX_MARGIN_SECONDS = 30;
    private static final long UNKNOWN = Long.MAX_VALUE;

    /** Used where neither the answer nor the token says how long it lives: Airbyte's default. */
    private static final long DEFAULT_LIFETIME_SECONDS = 900;

    /**
     * Reckons a token's life from its receipt. The answer's {@code expires_in} and the token's own {@code exp} can
     * differ, because some servers bake the lifetime into the application when it is made; the shorter one counts.
     *
     * @param expiresInSeconds what the answer says, or null
     */
    static AccessToken receivedAt(long nowNanos, String value, @Nullable Long expiresInSeconds) {
        long answered = expiresInSeconds == null || expiresInSeconds <= 0 ? UNKNOWN : expiresInSeconds;
        long lifetime = Math.min(answered, lifetimeInToken(value));
        long seconds = lifetime == UNKNOWN ? DEFAULT_LIFETIME_SECONDS : lifetime;
        long lifetimeNanos = TimeUnit.SECONDS.toNanos(Math.min(seconds, TimeUnit.DAYS.toSeconds(365)));
        long marginNanos = Math.min(TimeUnit.SECONDS.toNanos(MAX_MARGIN_SECONDS), lifetimeNanos / 10);
        return new AccessToken(value, nowNanos + lifetimeNanos - marginNanos);
    }

    boolean isExpired(long nowNanos) {
        return nowNanos - expiresAtNanos >= 0;
    }

    /** {@code exp} less {@code iat}, both by the server's clock, so that ours does not matter. */
    private static long lifetimeInToken(String value) {
        String[] parts = value.split("\\.", -1);
        if (parts.length != 3) {
            return UNKNOWN;
        }
        try {
            String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            JsonElement json = JsonParser.parseString(claims);
            long lifetime = json.getAsJsonObject().get("exp").getAsLong()
                    - json.getAsJsonObject().get("iat").getAsLong();
            return lifetime > 0 ? lifetime : UNKNOWN;
        } catch (RuntimeException opaque) {
            return UNKNOWN;
        }
    }

    @Override
    public String toString() {
        return "AccessToken[***]";
    }
}
