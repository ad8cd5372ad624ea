package io.github.airbytesdk.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads settings from environment variables. A blank variable counts as not set. */
final class Environment {
    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    AirbyteClient.Builder configure(AirbyteClient.Builder builder) {
        String url = get("AIRBYTE_URL");
        if (url != null) {
            builder.selfManaged(url);
        }
        String id = get("AIRBYTE_CLIENT_ID");
        String secret = get("AIRBYTE_CLIENT_SECRET");
        String token = get("AIRBYTE_TOKEN");
        if ((id == null) != (secret == null)) {
            throw new IllegalStateException((id == null ? "AIRBYTE_CLIENT_SECRET" : "AIRBYTE_CLIENT_ID")
                    + " is set and " + (id == null ? "AIRBYTE_CLIENT_ID" : "AIRBYTE_CLIENT_SECRET")
                    + " is not; set both or neither");
        }
        if (id != null && secret != null && token != null) {
            throw new IllegalStateException("AIRBYTE_TOKEN and AIRBYTE_CLIENT_ID are both set; unset one of them");
        }
        if (id != null && secret != null) {
            builder.clientCredentials(id, secret);
        } else if (token != null) {
            builder.bearerToken(token);
        } else if (url == null || BaseUrl.selfManaged(url).equals(BaseUrl.CLOUD)) {
            throw new IllegalStateException("Airbyte Cloud needs AIRBYTE_CLIENT_ID and AIRBYTE_CLIENT_SECRET, or "
                    + "AIRBYTE_TOKEN; for a self-managed Airbyte set AIRBYTE_URL");
        }
        return builder;
    }

    private @Nullable String get(String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
