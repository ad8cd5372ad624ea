package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The error bodies of an Airbyte server. Each layer of the server has a shape of its own: problems come from its API code,
 * bare error ids from its last-resort handlers, and HATEOAS bodies from the web framework.
 */
final class Problems {
    private static final String ERRORS = "https://reference.airbyte.com/reference/errors";

    /** The members that every problem of a kind has. */
    private record Kind(String type, String detail) {}

    private static final Map<String, Kind> KINDS = Map.of(
            "forbidden", new Kind(ERRORS + "#forbidden", "The request is forbidden."),
            "resource-not-found",
                    new Kind(ERRORS + "#resource-not-found", "The requested resource could not be found."),
            "unprocessable-entity",
                    new Kind(ERRORS + "#unprocessable-entity", "The body of the request was not understood"),
            "value-not-found", new Kind(ERRORS, "The submitted value could not be found."),
            "state-conflict", new Kind(ERRORS + "#409-state-conflict", "State conflict"),
            "try-again-later", new Kind(ERRORS + "#try-again-later", "Please try again later."),
            "unexpected-problem",
                    new Kind(
                            ERRORS,
                            "An unexpected problem has occurred. If this is an error that needs to be addressed, please"
                                    + " submit a pull request or github issue."),
            "bad-request",
                    new Kind(
                            ERRORS + "#bad-request",
                            "The request could not be understood by the server due to malformed syntax."),
            "service-unavailable", new Kind(ERRORS, "The server is currently unable to handle the request."));

    private Problems() {}

    // The API's own problems: with explicit nulls, served as application/json.

    static Refusal forbidden() {
        return problem(
                403,
                "forbidden",
                message("Caller does not have the required roles or permissions to perform this operation."));
    }

    static Refusal notFound(String resourceType, Object resourceId) {
        JsonObject data = Json.object()
                .add("resourceType", resourceType)
                .add("resourceId", resourceId)
                .build();
        return problem(404, "resource-not-found", data);
    }

    static Refusal unprocessable(@Nullable String message) {
        return problem(422, "unprocessable-entity", message(message));
    }

    static Refusal valueNotFound(String value) {
        return problem(400, "value-not-found", Json.object().add("value", value).build());
    }

    static Refusal stateConflict(String message) {
        return problem(409, "state-conflict", message(message));
    }

    static Refusal tryAgainLater(String message) {
        return problem(409, "try-again-later", message(message));
    }

    static Refusal badRequest(String message) {
        return problem(400, "bad-request", message(message));
    }

    static Refusal unexpected(@Nullable String message) {
        return problem(500, "unexpected-problem", message(message));
    }

    static Refusal notEntitled(String entitlement) {
        return named(
                403,
                "error:license/entitlement",
                "License Entitlement Error",
                "The license for this organization is not entitled to use the requested feature.",
                Json.object()
                        .add("entitlement", entitlement)
                        .add("resourceId", JsonNull.INSTANCE)
                        .build());
    }

    static Refusal notImplemented(String operation) {
        return typed(
                501,
                ERRORS + "#not-implemented",
                "not-implemented",
                "EmbeddedAirbyte does not implement " + operation + "; use a real Airbyte for it.",
                JsonNull.INSTANCE);
    }

    /** A problem with a type of its own, such as {@code error:connection/locked}. */
    static Refusal named(int status, String type, String title, String detail, JsonElement data) {
        return typed(status, type, title, detail, data);
    }

    static Refusal problem(int status, String title, JsonElement data) {
        Kind kind = KINDS.getOrDefault(title, new Kind(ERRORS + "#" + title, title));
        return typed(status, kind.type(), title, kind.detail(), data);
    }

    private static Refusal typed(int status, String type, String title, String detail, JsonElement data) {
        JsonObject body = Json.object()
                .add("status", status)
                .add("type", type)
                .add("title", title)
                .add("detail", detail)
                .add("documentationUrl", JsonNull.INSTANCE)
                .add("data", data)
                .build();
        return new Refusal(Reply.json(status, body), false);
    }

    static JsonElement message(@Nullable String message) {
        return message == null
                ? JsonNull.INSTANCE
                : Json.object().add("message", message).build();
    }

    // The last-resort handlers': details are only in the server's log.

    static Refusal errorId(int status) {
        return new Refusal(
                Reply.json(
                        status, Json.object().add("errorId", UUID.randomUUID()).build()),
                false);
    }

    // The web framework's.

    static Refusal unauthorized(String target) {
        return hateoas(401, "Unauthorized", "Unauthorized", null, target);
    }

    static Refusal forbiddenByFramework(String target) {
        return hateoas(403, "Forbidden", "Forbidden", null, target);
    }

    static Refusal invalidJson(String reason, String target) {
        return hateoas(400, "Invalid JSON", "Invalid JSON: " + reason, null, target);
    }

    /** An argument of an operation that is missing or cannot be converted. */
    static Refusal argument(String reason, String argument, String target) {
        return hateoas(400, "Bad Request", reason, "/" + argument, target);
    }

    static Refusal badRequestByFramework(String reason, String target) {
        return hateoas(400, "Bad Request", reason, null, target);
    }

    static Refusal tooLarge(String reason, String target) {
        return hateoas(413, "Request Entity Too Large", reason, null, target);
    }

    private static Refusal hateoas(
            int status, String message, String reason, @Nullable String argument, String target) {
        JsonObject self =
                Json.object().add("href", target).add("templated", false).build();
        JsonObject error = Json.object()
                .add("message", reason)
                .add("path", argument)
                .add("_links", new JsonObject())
                .add("_embedded", new JsonObject())
                .build();
        JsonArray errors = new JsonArray();
        errors.add(error);
        JsonObject body = Json.object()
                .add("message", message)
                .add("_links", Json.object().add("self", self).build())
                .add("_embedded", Json.object().add("errors", errors).build())
                .build();
        return new Refusal(Reply.json(status, body), true);
    }

    // No route at all.

    static Refusal noSuchRoute() {
        // The body is not JSON, despite its content type.
        return new Refusal(Reply.text(404, "application/json", "Object not found."), false);
    }

    static Refusal empty(int status) {
        return new Refusal(Reply.empty(status), false);
    }
}
