package io.github.airbytesdk.springboot;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code airbyte.*}.
 *
 * @param url URL of a self-managed Airbyte; without it, Airbyte Cloud
 * @param token an access token, instead of client id and secret
 * @param clientId an application's client id
 * @param clientSecret the secret that belongs to it
 * @param workspaceId the workspace of all tenants
 * @param warehouseId the destination of all tenants
 * @param deadline time limit of one provisioning
 * @param defaultTimeout timeout of calls that have none of the two below
 * @param createTimeout timeout of a call that creates something
 * @param discoveryTimeout timeout of the discovery of a source's streams
 */
@ConfigurationProperties("airbyte")
public record AirbyteProperties(
        @Nullable String url,
        @Nullable String token,
        @Nullable String clientId,
        @Nullable String clientSecret,
        UUID workspaceId,
        UUID warehouseId,
        @DefaultValue("10m") Duration deadline,
        @DefaultValue("30s") Duration defaultTimeout,
        @DefaultValue("5m") Duration createTimeout,
        @DefaultValue("15m") Duration discoveryTimeout) {

    /** Refuses incomplete and contradictory credentials. Without any, requests are not authenticated. */
    public AirbyteProperties {
        if ((clientId == null) != (clientSecret == null) || (token != null && clientId != null)) {
            throw new IllegalArgumentException(
                    "set either airbyte.token, or airbyte.client-id together with airbyte.client-secret");
        }
    }

    /** Omits the credentials. */
    @Override
    public String toString() {
        return "AirbyteProperties[url=" + url + ", workspaceId=" + workspaceId + ", warehouseId=" + warehouseId + "]";
    }
}
