package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A plain HTTP client for EmbeddedAirbyte, without any SDK. */
final class Http {
    static final String FAKER = "{\"sourceType\":\"faker\",\"count\":10}";
    /** The definition of dev-null, which the server's table of names lacks. */
    static final String DEV_NULL = "a7bcc9d8-13b3-4e49-b80d-d020b90045e3";

    static final String SILENT = "{\"test_destination\":{\"test_destination_type\":\"SILENT\"}}";

    private final EmbeddedAirbyte airbyte;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private String token;

    Http(EmbeddedAirbyte airbyte) {
        this.airbyte = airbyte;
    }

    /** A response, with its body as text and as JSON. */
    record Response(int status, String contentType, String body, HttpResponse<String> raw) {
        JsonObject json() {
            return JsonParser.parseString(body).getAsJsonObject();
        }

        JsonArray array() {
            return JsonParser.parseString(body).getAsJsonArray();
        }

        JsonArray data() {
            return json().getAsJsonArray("data");
        }

        String text(String... path) {
            JsonElement element = json();
            for (String member : path) {
                element = element.getAsJsonObject().get(member);
            }
            return element.getAsString();
        }

        String message() {
            return text("data", "message");
        }
    }

    Response call(String method, String path, String body) {
        return send(request(method, path, body).build());
    }

    HttpRequest.Builder request(String method, String path, String body) {
        HttpRequest.Builder request = anonymous(method, path, body);
        if (token == null) {
            token = newToken();
        }
        return request.header("Authorization", "Bearer " + token);
    }

    HttpRequest.Builder anonymous(String method, String path, String body) {
        URI uri = URI.create(path.startsWith("http") ? path : airbyte.baseUrl() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
        return body == null
                ? request.method(method, HttpRequest.BodyPublishers.noBody())
                : request.header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
    }

    Response send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Response(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body(),
                    response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Response token(String id, String secret) {
        return send(anonymous(
                        "POST",
                        "/applications/token",
                        "{\"client_id\":\"" + id + "\",\"client_secret\":\"" + secret
                                + "\",\"grant-type\":\"client_credentials\"}")
                .build());
    }

    String newToken() {
        return token(airbyte.clientId(), airbyte.clientSecret()).text("access_token");
    }

    void useToken(String newToken) {
        token = newToken;
    }

    Response get(String path) {
        return call("GET", path, null);
    }

    Response post(String path, String body) {
        return call("POST", path, body);
    }

    Response delete(String path) {
        return call("DELETE", path, null);
    }

    Response createSource(String name, String configuration) {
        return post("/sources", connector(name, configuration));
    }

    Response createDestination(String name, String configuration) {
        return post("/destinations", connector(name, configuration));
    }

    Response createDevNull(String name, String configuration) {
        String body = connector(name, configuration);
        return post("/destinations", "{\"definitionId\":\"" + DEV_NULL + "\"," + body.substring(1));
    }

    String connector(String name, String configuration) {
        return "{\"name\":\"" + name + "\",\"workspaceId\":\"" + airbyte.workspaceId() + "\",\"configuration\":"
                + configuration + "}";
    }

    Response createSource() {
        return createSource("s", FAKER);
    }

    String source() {
        return createSource().text("sourceId");
    }

    String destination() {
        return createDevNull("d", SILENT).text("destinationId");
    }

    Response createConnection(String sourceId, String destinationId, String more) {
        return post(
                "/connections",
                "{\"sourceId\":\"" + sourceId + "\",\"destinationId\":\"" + destinationId + "\"" + more + "}");
    }

    /** Creates everything up to a connection with the stream {@code users}, and returns its id. */
    String connection() {
        return createConnection(source(), destination(), ",\"configurations\":{\"streams\":[{\"name\":\"users\"}]}")
                .text("connectionId");
    }

    Response sync(String connectionId) {
        return post("/jobs", "{\"connectionId\":\"" + connectionId + "\",\"jobType\":\"sync\"}");
    }

    /** Polls a job until it has this status. */
    Response awaitStatus(String jobId, String status) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (true) {
            Response response = get("/jobs/" + jobId);
            if (response.text("status").equals(status)) {
                return response;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("job is still " + response.text("status"));
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static long millis(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    static void awaitTrue(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertTrue(condition.getAsBoolean());
    }

    static void send(Socket socket, String method, String path, String body) {
        try {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String head = method + " /api/public/v1" + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token\r\n"
                    + (bytes.length == 0
                            ? ""
                            : "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n")
                    + "\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
