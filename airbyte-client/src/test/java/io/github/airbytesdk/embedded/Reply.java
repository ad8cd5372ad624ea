package io.github.airbytesdk.embedded;

import com.google.gson.JsonElement;
import org.jspecify.annotations.Nullable;

/** A response. A JSON body is kept as a tree until it is sent, for {@link Drift}. */
record Reply(
        int status, @Nullable String contentType, @Nullable JsonElement json, String text) {
    private static final String JSON = "application/json";

    /** The content type of responses for which the server declares none. */
    private static final String UNDECLARED = "*/*";

    static Reply ok(JsonElement body) {
        return json(200, body);
    }

    static Reply json(int status, JsonElement body) {
        return new Reply(status, JSON, body, "");
    }

    static Reply text(int status, String contentType, String text) {
        return new Reply(status, contentType, null, text);
    }

    static Reply undeclared(int status, String text) {
        return new Reply(status, UNDECLARED, null, text);
    }

    static Reply empty(int status) {
        return new Reply(status, null, null, "");
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    String body() {
        return json == null ? text : Json.write(json);
    }
}
