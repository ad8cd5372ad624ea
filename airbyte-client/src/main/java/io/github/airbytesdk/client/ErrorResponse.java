package io.github.airbytesdk.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The content of a response whose status is not 2xx, in any of its shapes: a problem, an {@code errorId} alone, a message, the
 * framework's links, a proxy's web page, or plain text.
 *
 * @param title short name such as {@code unprocessable-entity}, or null
 * @param text one line in the server's words
 * @param fromAirbyte whether Airbyte itself responded, and not a proxy in front of it. If so, it has finished the request
 * @param isJson whether the body is a JSON object
 * @param body start of the raw body, with secrets redacted
 */
record ErrorResponse(@Nullable String title, String text, boolean fromAirbyte, boolean isJson, String body) {
    private static final int MAX_TEXT = 2_000;
    private static final Pattern HTML_TITLE = Pattern.compile("(?is)<title[^>]*>(.{0,200}?)</title>");

    /** Airbyte's validator starts with this, and puts its findings after a description of the schema. */
    private static final String VALIDATION = "json schema validation failed";

    private static final String VALIDATION_FINDINGS = "Errors: ";

    static ErrorResponse of(Response response, UnaryOperator<String> redactor) {
        return parse(response.message(), BoundedBody.text(response)).redacted(redactor);
    }

    static ErrorResponse of(String reason, String body) {
        return parse(reason, body).redacted(UnaryOperator.identity());
    }

    /** Such as {@code 422 unprocessable-entity: $.port: integer found, string expected}. */
    String line(int status) {
        return status + (title == null ? "" : " " + title) + (text.equals(title) ? "" : ": " + text);
    }

    /** Redacts before it shortens, so that a secret of several lines is found. */
    ErrorResponse redacted(UnaryOperator<String> redactor) {
        return new ErrorResponse(
                title == null ? null : oneLine(redactor.apply(title)),
                oneLine(redactor.apply(text)),
                fromAirbyte,
                isJson,
                redactor.apply(body));
    }

    private static ErrorResponse parse(String reason, String body) {
        JsonObject json = jsonObject(body);
        if (json == null) {
            return new ErrorResponse(emptyToNull(reason), plainText(body), false, false, body);
        }
        String errorId = string(json, "errorId");
        String type = string(json, "type");
        String title = string(json, "title");
        if (title == null && type != null && type.contains("#")) {
            title = type.substring(type.indexOf('#') + 1);
        }
        String text = text(json);
        if (text == null) {
            text = errorId == null ? "no details" : "no details; the server's log has them under errorId " + errorId;
        }
        boolean problem = title != null || (type != null && json.has("status"));
        return new ErrorResponse(
                title == null ? emptyToNull(reason) : title, text, problem || errorId != null, true, body);
    }

    private static @Nullable String text(JsonObject json) {
        JsonElement data = json.get("data");
        if (data != null && data.isJsonObject()) {
            String message = string(data.getAsJsonObject(), "message");
            if (message != null) {
                int findings = message.startsWith(VALIDATION) ? message.indexOf(VALIDATION_FINDINGS) : -1;
                return findings < 0 ? message : message.substring(findings + VALIDATION_FINDINGS.length());
            }
        }
        String embedded = embeddedMessage(json.get("_embedded"));
        if (embedded != null) {
            return embedded;
        }
        String text = string(json, "detail") == null ? string(json, "message") : string(json, "detail");
        String members = data == null || !data.isJsonObject() ? "" : members(data.getAsJsonObject());
        if (text == null) {
            return members.isEmpty() ? null : members;
        }
        return members.isEmpty() ? text : text + " (" + members + ")";
    }

    /** Such as {@code value: mixmax}, or {@code resourceType: SOURCE_CONNECTION, resourceId: …}. */
    private static String members(JsonObject data) {
        return data.entrySet().stream()
                .filter(member -> !member.getValue().isJsonNull())
                .map(member -> member.getKey() + ": "
                        + (member.getValue().isJsonPrimitive()
                                ? member.getValue().getAsString()
                                : member.getValue().toString()))
                .collect(Collectors.joining(", "));
    }

    private static @Nullable String embeddedMessage(@Nullable JsonElement embedded) {
        if (embedded == null || !embedded.isJsonObject()) {
            return null;
        }
        JsonElement errors = embedded.getAsJsonObject().get("errors");
        if (errors == null || !errors.isJsonArray() || errors.getAsJsonArray().isEmpty()) {
            return null;
        }
        JsonElement first = errors.getAsJsonArray().get(0);
        return first.isJsonObject() ? string(first.getAsJsonObject(), "message") : null;
    }

    private static String plainText(String body) {
        if (body.isBlank()) {
            return "empty response";
        }
        if (isWebPage(body)) {
            return "a web page" + webPageTitle(body);
        }
        return body;
    }

    /** Returns the title of a web page, such as {@code , "Sign in"}, or nothing. */
    static String webPageTitle(String body) {
        Matcher title = HTML_TITLE.matcher(body);
        return title.find() ? ", \"" + oneLine(title.group(1)) + "\"" : "";
    }

    static boolean isWebPage(String body) {
        String start = body.stripLeading();
        start = start.substring(0, Math.min(start.length(), 1_000)).toLowerCase(Locale.ROOT);
        return start.startsWith("<") && (start.contains("<!doctype html") || start.contains("<html"));
    }

    private static @Nullable JsonObject jsonObject(String body) {
        try {
            JsonElement json = JsonParser.parseString(body);
            return json.isJsonObject() ? json.getAsJsonObject() : null;
        } catch (JsonParseException notJson) {
            return null;
        }
    }

    private static @Nullable String string(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value != null && value.isJsonPrimitive() ? emptyToNull(value.getAsString()) : null;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isBlank() ? null : text;
    }

    /** A message is one line, and control characters could forge another one in a log. */
    static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
        return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "…";
    }
}
