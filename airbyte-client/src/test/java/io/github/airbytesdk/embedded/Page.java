package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of a list. Its links cannot be followed, as on a real server: they lead to the host that the server believes
 * it has, they forget filters, and there is a next page even after the last one.
 */
record Page(int limit, int offset) {
    private static final String HOST = "http://localhost:8001/api/public/v1";

    static Page of(ApiRequest request, Settings settings) {
        int limit = request.queryNumber("limit", 20);
        int offset = request.queryNumber("offset", 0);
        if (settings.beanValidation() && (limit < 1 || limit > 100 || offset < 0)) {
            throw Problems.errorId(400);
        }
        if (limit < 0 || offset < 0) {
            // The database refuses the statement, which the message quotes.
            throw Problems.unexpected("SQL [select ... offset ? rows fetch next ? rows only]; ERROR: "
                    + (limit < 0 ? "LIMIT" : "OFFSET") + " must not be negative");
        }
        return new Page(limit, offset);
    }

    <T> Reply reply(Stream<T> rows, Function<T, JsonElement> toJson, String path, Map<String, String> query) {
        JsonArray data = new JsonArray();
        rows.skip(offset).limit(limit).map(toJson).forEach(data::add);
        StringJoiner base = new StringJoiner("&", HOST + path + "?", "");
        query.forEach((name, value) -> base.add(name + "=" + value));
        base.add("limit=" + limit);
        String next = data.isEmpty() ? "" : base + "&offset=" + (offset + limit);
        // The server builds both links with one builder, so this one has its limit twice.
        String previous = offset == 0 ? "" : base + "&limit=" + limit + "&offset=" + Math.max(offset - limit, 0);
        JsonObject body = Json.object()
                .add("previous", previous)
                .add("next", next)
                .add("data", data)
                .build();
        return Reply.ok(body);
    }

    static String join(List<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(","));
    }
}
