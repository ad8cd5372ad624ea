package io.github.airbytesdk.contract;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.AccessTokenRequest;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The Airbyte to check: the one that the variables {@code AIRBYTE_*} name, or {@code EmbeddedAirbyte} over HTTP. */
final class Target implements AutoCloseable {
    private static final String CLOUD = "https://api.airbyte.com";
    /** Long enough for a rule to see a sync that is running. */
    private static final Duration EMBEDDED_SYNC = Duration.ofSeconds(2);

    private final Map<String, String> environment;
    private final UUID workspaceId;
    private final AirbyteClient client;
    private final AutoCloseable server;

    private Target(Map<String, String> environment, AutoCloseable server) {
        this.environment = environment;
        this.server = server;
        this.workspaceId = workspaceId(environment);
        this.client = AirbyteClient.fromEnv(environment);
    }

    private static UUID workspaceId(Map<String, String> environment) {
        String id = environment.getOrDefault("AIRBYTE_WORKSPACE_ID", "").strip();
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "AIRBYTE_WORKSPACE_ID is \"" + id + "\"; set it to the id of the workspace");
        }
    }

    static Target open(Map<String, String> environment, PrintStream out) {
        if (environment.keySet().stream().anyMatch(name -> name.startsWith("AIRBYTE_"))) {
            return new Target(environment, () -> {});
        }
        EmbeddedAirbyte embedded = EmbeddedAirbyte.start().setJobDurations(Duration.ZERO, EMBEDDED_SYNC);
        out.println("No AIRBYTE_* variables: EmbeddedAirbyte at " + embedded.url());
        return new Target(embedded.environment(), embedded);
    }

    AirbyteClient client() {
        return client;
    }

    Map<String, String> environment() {
        return environment;
    }

    UUID workspaceId() {
        return workspaceId;
    }

    boolean isCloud() {
        return url().equals(CLOUD);
    }

    /** Returns the address of the installation, without the path of an API. */
    String url() {
        String url = environment.getOrDefault("AIRBYTE_URL", "").strip();
        for (String suffix : List.of("/", "/v1", "/api/public", "/")) {
            while (url.endsWith(suffix)) {
                url = url.substring(0, url.length() - suffix.length());
            }
        }
        return url.isEmpty() ? CLOUD : url;
    }

    /** Returns the address of the public API. */
    String apiUrl() {
        return isCloud() ? CLOUD + "/v1" : url() + "/api/public/v1";
    }

    /** Returns the value of the {@code Authorization} header for a request without the SDK, or an empty text. */
    String authorization() {
        String token = environment.getOrDefault("AIRBYTE_TOKEN", "").strip();
        String secret = environment.getOrDefault("AIRBYTE_CLIENT_SECRET", "").strip();
        if (token.isEmpty() && !secret.isEmpty()) {
            String id = environment.getOrDefault("AIRBYTE_CLIENT_ID", "").strip();
            token = client.applications()
                    .createAccessToken(new AccessTokenRequest().clientId(id).clientSecret(secret))
                    .getAccessToken();
        }
        return token.isEmpty() ? "" : "Bearer " + token;
    }

    /** Returns a client of the same server through a proxy that forwards each path unchanged. */
    AirbyteClient clientThrough(String proxy) {
        Map<String, String> settings = new HashMap<>(environment);
        AirbyteClient.Builder builder = AirbyteClient.builder().environment(settings);
        return (isCloud() ? builder.baseUrl(proxy + "/v1") : builder.selfManaged(proxy)).build();
    }

    /** Returns the version and the edition, as far as the server reports them. Needs no credentials and sends none. */
    JsonObject version() {
        JsonObject version = new JsonObject();
        version.addProperty("version", "unknown");
        version.addProperty("edition", isCloud() ? "cloud" : "unknown");
        if (isCloud()) {
            return version;
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/api/v1/instance_configuration"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            JsonObject body = JsonParser.parseString(response.body()).getAsJsonObject();
            for (String member : List.of("version", "edition")) {
                if (body.has(member) && body.get(member).isJsonPrimitive()) {
                    version.addProperty(member, body.get(member).getAsString());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | JsonParseException | IllegalStateException | IllegalArgumentException unknown) {
            // The version is for information only, and gateways may hide this API.
        }
        return version;
    }

    @Override
    public void close() {
        client.close();
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
