package io.github.airbytesdk.client;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Knows what the server's clock showed last. Whether something was made by a call whose answer was lost is judged by the
 * server's time alone, because the clocks of two hosts can be minutes apart.
 *
 * <p>A network interceptor: it sees every answer, also the ones that are repeated, and it is the first to know that a
 * request is about to leave this host.
 */
final class ServerClockInterceptor implements Interceptor {
    /** As the server wrote it: only a failure needs to know which time that is. */
    private volatile @Nullable String latest;

    @Override
    public Response intercept(Chain chain) throws IOException {
        CallContext.of(chain.call()).setServerTimeBefore(latest);
        Response response = chain.proceed(chain.request());
        latest = response.header("Date");
        return response;
    }

    static @Nullable Instant httpDate(@Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.trim()));
        } catch (DateTimeException notADate) {
            return null;
        }
    }
}
