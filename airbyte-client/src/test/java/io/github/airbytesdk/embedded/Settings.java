package io.github.airbytesdk.embedded;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What {@link EmbeddedAirbyteBuilder} decided; it does not change while the server runs. */
record Settings(
        int port,
        Clock clock,
        UUID workspaceId,
        boolean authentication,
        String clientId,
        String clientSecret,
        @Nullable String bearerToken,
        Duration tokenLifetime,
        boolean ordinaryUser,
        boolean arbitraryListOrder,
        boolean hourlySchedulesOnly,
        boolean beanValidation,
        boolean http2,
        int keptCalls) {}
