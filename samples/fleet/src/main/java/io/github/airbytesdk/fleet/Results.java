package io.github.airbytesdk.fleet;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The result file: JSON, one line a tenant, written as each ends. A line has {@code tenant}, {@code workspaceId} and
 * {@code status} ({@code done} or {@code failed}); the pipeline's ids where there is one; {@code error} where it failed.
 */
final class Results implements AutoCloseable {
    private final BufferedWriter file;

    Results(Path path) throws IOException {
        this.file = Files.newBufferedWriter(path);
    }

    void done(String tenant, Pipeline pipeline, boolean sharedDestination, Sync sync) {
        JsonObject line = line(tenant, pipeline.workspaceId(), "done");
        add(line, pipeline, sharedDestination);
        if (sync != null) {
            line.addProperty("rows", sync.rows());
            line.addProperty("bytes", sync.bytes());
        }
        write(line);
    }

    /** @param pipeline what stands all the same, or null */
    void failed(String tenant, UUID workspaceId, Pipeline pipeline, boolean sharedDestination, String error) {
        JsonObject line = line(tenant, workspaceId, "failed");
        if (pipeline != null) {
            add(line, pipeline, sharedDestination);
        }
        line.addProperty("error", error);
        write(line);
    }

    private static JsonObject line(String tenant, UUID workspaceId, String status) {
        JsonObject line = new JsonObject();
        line.addProperty("tenant", tenant);
        line.addProperty("workspaceId", workspaceId.toString());
        line.addProperty("status", status);
        return line;
    }

    private static void add(JsonObject line, Pipeline pipeline, boolean sharedDestination) {
        line.addProperty("sourceId", pipeline.sourceId().toString());
        line.addProperty("destinationId", pipeline.destinationId().toString());
        line.addProperty("sharedDestination", sharedDestination);
        line.addProperty("connectionId", pipeline.connectionId().toString());
        line.addProperty("jobId", pipeline.jobId());
    }

    private synchronized void write(JsonObject line) {
        try {
            file.write(line + "\n");
            // A submitter that is killed has said what it knew.
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the result file cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** A tenant's pipeline, as a line says. */
    record Standing(String tenant, Pipeline pipeline, boolean sharedDestination) {}

    /** Reads the pipelines that stand; a failed tenant without one has nothing to take down. */
    static List<Standing> read(Path path) throws BadInputException {
        List<String> lines;
        try {
            lines = Files.readAllLines(path);
        } catch (IOException e) {
            throw new BadInputException(List.of("\"" + path + "\" cannot be read as a text file in UTF-8"));
        }
        List<Standing> standing = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            try {
                JsonObject line = JsonParser.parseString(lines.get(i)).getAsJsonObject();
                if (line.has("connectionId")) {
                    standing.add(standing(line));
                }
            } catch (JsonParseException | IllegalStateException | IllegalArgumentException | NullPointerException e) {
                problems.add(path + ": line " + (i + 1) + ": no line of a result file");
            }
        }
        if (!problems.isEmpty()) {
            throw new BadInputException(problems);
        }
        return standing;
    }

    private static Standing standing(JsonObject line) {
        Pipeline pipeline = new Pipeline(
                id(line, "workspaceId"),
                id(line, "sourceId"),
                id(line, "destinationId"),
                id(line, "connectionId"),
                line.get("jobId").getAsLong());
        return new Standing(
                line.get("tenant").getAsString(),
                pipeline,
                line.get("sharedDestination").getAsBoolean());
    }

    private static UUID id(JsonObject line, String member) {
        return UUID.fromString(line.get(member).getAsString());
    }
}
