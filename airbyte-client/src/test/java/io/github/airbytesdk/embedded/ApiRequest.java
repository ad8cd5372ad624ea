package io.github.airbytesdk.embedded;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** A request that has found its operation. */
final class ApiRequest {
    private final HttpUrl url;
    private final Map<String, String> pathParameters;
    private final String bodyText;

    ApiRequest(HttpUrl url, Map<String, String> pathParameters, String bodyText) {
        this.url = url;
        this.pathParameters = pathParameters;
        this.bodyText = bodyText;
    }

    String path() {
        return url.encodedPath();
    }

    String pathParameter(String name) {
        return pathParameters.getOrDefault(name, "");
    }

    @Nullable
    String query(String name) {
        return url.queryParameter(name);
    }

    String requiredQuery(String name) {
        String value = query(name);
        if (value == null) {
            throw Problems.malformed("Required QueryValue [" + name + "] not specified", path());
        }
        return value;
    }

    boolean queryFlag(String name) {
        return Boolean.parseBoolean(query(name));
    }

    int queryNumber(String name, int absent) {
        String value = query(name);
        try {
            return value == null ? absent : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw unconvertible(name, value);
        }
    }

    @Nullable
    UUID queryUuid(String name) {
        String value = query(name);
        return value == null ? null : uuid(name, value);
    }

    UUID requiredQueryUuid(String name) {
        return uuid(name, requiredQuery(name));
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
            throw unconvertible(name, value);
        }
    }

    private UUID uuid(String name, String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw unconvertible(name, value);
        }
    }

    private Refusal unconvertible(String name, @Nullable String value) {
        return Problems.malformed("Failed to convert argument [" + name + "] for value [" + value + "]", path());
    }

    boolean hasBody() {
        return !bodyText.isEmpty();
    }

    Body body() {
        JsonElement json;
        try {
            json = Json.parse(bodyText);
        } catch (JsonParseException e) {
            throw Problems.malformed("Failed to convert argument [request body]: not JSON", path());
        }
        if (!json.isJsonObject()) {
            throw Problems.malformed("Failed to convert argument [request body]: not an object", path());
        }
        return new Body(json.getAsJsonObject(), path());
    }
}
