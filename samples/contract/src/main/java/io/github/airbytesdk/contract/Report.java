package io.github.airbytesdk.contract;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.airbytesdk.contract.Rule.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints one line for each rule, and writes the same as JSON. Contains neither the server's address nor credentials. */
final class Report {
    private final PrintStream out;
    private final JsonObject json = new JsonObject();
    private final JsonArray rules = new JsonArray();
    private int held;

    Report(PrintStream out, RunId id, JsonObject server, Inputs inputs) {
        this.out = out;
        json.addProperty("run", id.text());
        json.add("server", server);
        json.addProperty("pipeline", inputs.toString());
        json.add("rules", rules);
    }

    void add(Rule rule, Verdict verdict, String seen) {
        String line = seen.replaceAll("\\s*\\R\\s*", " ");
        held += verdict == Verdict.HELD ? 1 : 0;
        out.printf("%-24s %-15s %s%n", rule.name(), verdict, line);
        JsonObject entry = new JsonObject();
        entry.addProperty("name", rule.name());
        entry.addProperty("promise", rule.promise());
        entry.addProperty("source", rule.source());
        entry.addProperty("verdict", verdict.toString());
        entry.addProperty("seen", line);
        rules.add(entry);
    }

    void addCleanup(WorkspaceObjects.Removal removal) {
        out.println("removed " + removal.removed() + " objects");
        removal.failures().forEach(failure -> out.println("NOT removed: " + failure));
        JsonArray failures = new JsonArray();
        removal.failures().forEach(failures::add);
        json.addProperty("removed", removal.removed());
        json.add("notRemoved", failures);
    }

    /** Returns whether every rule held. */
    boolean allHeld() {
        return held == rules.size();
    }

    void write(Path file) {
        out.println(held + " of " + rules.size() + " rules held; report: " + file);
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Files.writeString(
                    file,
                    new GsonBuilder()
                                    .setPrettyPrinting()
                                    .disableHtmlEscaping()
                                    .create()
                                    .toJson(json) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
