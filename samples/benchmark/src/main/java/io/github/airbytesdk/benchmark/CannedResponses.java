package io.github.airbytesdk.benchmark;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The responses of {@link CannedServer}, with Airbyte's members in Airbyte's order. */
final class CannedResponses {
    static final UUID WORKSPACE = new UUID(0x9924bcd099be453dL, 0xba47c2c9766f7da5L);

    private static final UUID SOURCE = new UUID(0xdd4d1a3a1f6a4ea5L, 0x9f3cd04f0c1d5b6eL);
    private static final UUID DESTINATION = new UUID(0x5a0b7d1c3c0f4d9bL, 0x8d6a2f6a9c1b7e44L);

    private static final Map<String, byte[]> PREPARED = new ConcurrentHashMap<>();
    private static final Map<String, byte[]> BODIES = new ConcurrentHashMap<>();

    private CannedResponses() {}

    /**
     * Returns a whole response over HTTP/1.1.
     *
     * @param request method and path with its query, such as {@code GET /connections?limit=100}
     */
    static byte[] to(String request) {
        return PREPARED.computeIfAbsent(request, CannedResponses::prepare);
    }

    private static byte[] prepare(String request) {
        byte[] body = body(request);
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        byte[] head = ("HTTP/1.1 200 OK\r\nDate: " + date + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] response = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, response, head.length, body.length);
        return response;
    }

    /** Returns the body alone. */
    static byte[] body(String request) {
        return BODIES.computeIfAbsent(request, CannedResponses::json);
    }

    private static byte[] json(String request) {
        String body = switch (request.replaceFirst("\\?.*", "")) {
            case "POST /sources" -> end("source", SOURCE, "faker", "{\"count\":1000,\"seed\":-1}");
            case "POST /destinations" ->
                end(
                        "destination",
                        DESTINATION,
                        "dev-null",
                        "{\"test_destination\":{\"test_destination_type\":\"SILENT\"}}");
            case "GET /streams" -> streams(3, 8);
            case "POST /connections" -> connection(3);
            case "POST /jobs" ->
                "{\"jobId\":4711,\"status\":\"running\",\"jobType\":\"sync\",\"startTime\":\"2026-11-24T09:30Z\","
                        + "\"connectionId\":\"" + SOURCE + "\"}";
            case "GET /connections" -> page(Integer.parseInt(request.replaceFirst(".*limit=(\\d+).*", "$1")));
            default -> throw new IllegalArgumentException(request);
        };
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private static String end(String kind, UUID id, String type, String configuration) {
        return "{\"" + kind + "Id\":\"" + id + "\",\"name\":\"dev-" + type + "\",\"" + kind + "Type\":\"" + type
                + "\",\"definitionId\":\"" + WORKSPACE + "\",\"workspaceId\":\"" + WORKSPACE
                + "\",\"configuration\":" + configuration + ",\"createdAt\":1795512600}";
    }

    private static String streams(int count, int fields) {
        String paths = IntStream.range(0, fields)
                .mapToObj(i -> "[\"field_%03d\"]".formatted(i))
                .collect(Collectors.joining(","));
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"streamName\":\"" + name(i) + "\",\"syncModes\":[\"full_refresh_overwrite\","
                        + "\"full_refresh_append\",\"incremental_append\",\"incremental_deduped_history\"],"
                        + "\"defaultCursorField\":[\"updated_at\"],\"sourceDefinedCursorField\":true,"
                        + "\"sourceDefinedPrimaryKey\":[[\"id\"]],\"propertyFields\":[" + paths + "]}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String connection(int streams) {
        String configured = IntStream.range(0, streams)
                .mapToObj(
                        i -> "{\"name\":\"" + name(i) + "\",\"syncMode\":\"incremental_deduped_history\","
                                + "\"cursorField\":[\"updated_at\"],\"primaryKey\":[[\"id\"]],\"selectedFields\":[],\"mappers\":[]}")
                .collect(Collectors.joining(","));
        return "{\"connectionId\":\"" + UUID.nameUUIDFromBytes(new byte[] {(byte) streams})
                + "\",\"name\":\"dev-faker → dev-null\",\"sourceId\":\"" + SOURCE + "\",\"destinationId\":\""
                + DESTINATION + "\",\"workspaceId\":\"" + WORKSPACE + "\",\"status\":\"active\","
                + "\"schedule\":{\"scheduleType\":\"manual\"},\"dataResidency\":\"auto\","
                + "\"nonBreakingSchemaUpdatesBehavior\":\"ignore\",\"namespaceDefinition\":\"destination\","
                + "\"prefix\":\"\",\"configurations\":{\"streams\":[" + configured
                + "]},\"createdAt\":1795512600,\"tags\":[]}";
    }

    private static String page(int connections) {
        String one = connection(200);
        return IntStream.range(0, connections)
                .mapToObj(i -> one)
                .collect(Collectors.joining(",", "{\"previous\":\"\",\"next\":\"\",\"data\":[", "]}"));
    }

    private static String name(int stream) {
        return stream < 3 ? new String[] {"users", "products", "purchases"}[stream] : "table_%04d".formatted(stream);
    }
}
