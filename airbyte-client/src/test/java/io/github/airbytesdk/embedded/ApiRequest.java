package io.github.airbytesdk.embedded;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A request to an operation. If a value cannot be converted to the type that the operation declares, the web framework
 * responds with 400, before the server's own code runs.
 */
final class ApiRequest {
    private final HttpUrl url;
    private final String target;
    private final Map<String, String> pathParameters;
    private final @Nullable String contentType;
    private final String bodyText;

    ApiRequest(RecordedRequest request, Map<String, String> pathParameters) {
        this.url = request.getUrl();
        this.target = request.getTarget();
        this.pathParameters = pathParameters;
        this.contentType = request.getHeaders().get("Content-Type");
        ByteString body = request.getBody();
        this.bodyText = body == null ? "" : body.utf8();
    }

    /** The path and the query, as sent: the framework's errors link to it. */
    String target() {
        return target;
    }

    @Nullable
    String contentType() {
        return contentType;
    }

    String bodyText() {
        return bodyText;
    }

    String pathParameter(String name) {
        return pathParameters.getOrDefault(name, "");
    }

    /** Reads an id that the operation declares as a UUID, which only those on tags do. */
    UUID pathUuid(String name) {
        return uuid(name, pathParameter(name));
    }

    long pathNumber(String name) {
        String value = pathParameter(name);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw unconvertible(name, value, e);
        }
    }

    @Nullable
    String query(String name) {
        return url.queryParameter(name);
    }

    String requiredQuery(String name) {
        String value = query(name);
        if (value == null) {
            throw Problems.argument("Required QueryValue [" + name + "] not specified", name, target);
        }
        return value;
    }

    /** Returns false for any value other than {@code true}. */
    boolean queryFlag(String name) {
        return Boolean.parseBoolean(query(name));
    }

    /** Returns the default for an absent and for an empty value. */
    int queryNumber(String name, int defaultValue) {
        String value = query(name);
        try {
            return value == null || value.isEmpty() ? defaultValue : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw unconvertible(name, value, e);
        }
    }

    @Nullable
    UUID queryUuid(String name) {
        String value = query(name);
        return value == null || value.isEmpty() ? null : uuid(name, value);
    }

    /** Returns the ids of a list that is separated by commas, repeated, or both. */
    List<UUID> queryUuids(String name) {
        List<UUID> ids = new ArrayList<>();
        for (String values : url.queryParameterValues(name)) {
            if (values != null && !values.isEmpty()) {
                for (String value : values.split(",", -1)) {
                    ids.add(uuid(name, value));
                }
            }
        }
        return ids;
    }

    @Nullable
    Instant queryTime(String name) {
        String value = query(name);
        try {
            return value == null ? null : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw unconvertible(name, value, e);
        }
    }

    /** Reads one of some values, in any case. */
    @Nullable
    String queryOneOf(String name, Set<String> values) {
        String value = query(name);
        if (value == null || value.isEmpty()) {
            return null;
        }
        String lowerCase = value.toLowerCase(Locale.ROOT);
        if (!values.contains(lowerCase)) {
            throw unconvertible(name, value, new IllegalArgumentException("Unexpected value '" + value + "'"));
        }
        return lowerCase;
    }

    private UUID uuid(String name, String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw unconvertible(name, value, e);
        }
    }

    private Refusal unconvertible(String name, @Nullable String value, Exception cause) {
        String message =
                "Failed to convert argument [" + name + "] for value [" + value + "] due to: " + cause.getMessage();
        return Problems.argument(message, name, target);
    }

    /**
     * Reads a body that the operation cannot do without. The framework passes null for an absent body and for a body of
     * {@code null}, which the server does not expect: 500.
     *
     * @param name what the operation calls its body; the framework's errors name it
     */
    Body body(String name) {
        Body body = optionalBody(name);
        if (body == null) {
            throw Problems.errorId(500);
        }
        return body;
    }

    /** Reads a body; null if it is absent or {@code null}. */
    @Nullable
    Body optionalBody(String name) {
        JsonElement json;
        try {
            json = Json.parseFirst(bodyText);
        } catch (JsonParseException e) {
            throw Problems.invalidJson(String.valueOf(e.getMessage()), target);
        }
        return json.isJsonNull() ? null : Body.of(json, name, target);
    }
}
