package io.github.airbytesdk.client;

import com.google.gson.JsonElement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Details of an {@link AirbyteApiException} that only the other modules of this SDK need.
 *
 * <p>Public because those modules have packages of their own. It is not part of the supported API: applications must not use
 * it, and it can change in any release.
 *
 * @hidden
 */
@SuppressWarnings("InvalidBlockTag") // Javadoc accepts @hidden on a class.
public final class ApiExceptionInternals {
    private static final int LONGEST_TEXT = 20_000;

    private ApiExceptionInternals() {}

    /**
     * Returns a copy of an exception with the strings of some configurations redacted in all its texts. A server may quote
     * more than the request that it responds to: a connector's error in the response to {@code getStreamProperties} can
     * contain the source's password.
     *
     * @param configurations JSON whose string values of six or more characters become {@code ***}; the connector's type
     *     stays readable
     */
    public static AirbyteApiException redacted(
            AirbyteApiException failure, List<? extends JsonElement> configurations) {
        return failure.redacted(configurations);
    }

    /**
     * Returns a text of the server with the strings of some configurations redacted, and everything that the text itself shows
     * to be a credential, such as the password of a URL. Of a text of more than 20,000 characters only the start is returned.
     */
    public static String redacted(String text, List<? extends JsonElement> configurations) {
        String start = text.substring(0, Math.min(text.length(), LONGEST_TEXT));
        return CredentialText.withoutCredentials(
                Redactor.ofConfigurations(configurations).apply(start));
    }

    /**
     * Returns whether an earlier attempt of the call was lost and sent again. That attempt may have taken effect, or may
     * still do so, regardless of the response to the last attempt. Applies to reads and deletes only.
     */
    public static boolean isRepeatedAfterLoss(AirbyteApiException failure) {
        return failure.isRepeatedAfterLoss();
    }

    /**
     * Returns a time by Airbyte's own clock before the call, or null if none is known. It is computed from the time at which
     * Airbyte issued the access token.
     */
    public static @Nullable Instant serverTimeBefore(AirbyteApiException failure) {
        return failure.serverTimeBefore();
    }

    /** Returns whether the response was a web page with status 2xx, such as a gateway's login page. */
    public static boolean isWebPage(AirbyteApiException failure) {
        String body = failure.rawBody();
        return failure.status() >= 200 && failure.status() < 300 && body != null && ErrorResponse.isWebPage(body);
    }
}
