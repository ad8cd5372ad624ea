package io.github.airbytesdk.contract;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs the program on an EmbeddedAirbyte and keeps what it printed and reported. */
final class ContractFixture implements AutoCloseable {
    private final EmbeddedAirbyte airbyte;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Path report;
    private int status = -1;

    ContractFixture() throws IOException {
        this(EmbeddedAirbyte.start());
    }

    ContractFixture(EmbeddedAirbyte airbyte) throws IOException {
        this.airbyte = airbyte.setJobDurations(Duration.ZERO, Duration.ofSeconds(2));
        report = Files.createTempFile("contract", ".json");
    }

    EmbeddedAirbyte airbyte() {
        return airbyte;
    }

    ContractFixture run(boolean dry, String... args) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        status = new ContractCheck(airbyte.environment(), out, report, dry).run(args);
        return this;
    }

    int status() {
        return status;
    }

    String output() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    JsonObject report() throws IOException {
        return JsonParser.parseString(Files.readString(report)).getAsJsonObject();
    }

    /** Returns the names of the rules that have another verdict than "held". */
    List<String> broken() throws IOException {
        List<String> names = new ArrayList<>();
        for (JsonElement rule : report().getAsJsonArray("rules")) {
            if (!rule.getAsJsonObject().get("verdict").getAsString().equals("held")) {
                names.add(rule.getAsJsonObject().get("name").getAsString());
            }
        }
        return names;
    }

    @Override
    public void close() throws IOException {
        airbyte.close();
        Files.deleteIfExists(report);
    }
}
