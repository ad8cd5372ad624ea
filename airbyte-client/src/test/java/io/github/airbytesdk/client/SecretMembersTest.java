package io.github.airbytesdk.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecretMembersTest {
    private static final Path CONNECTORS = Path.of("..", "openapi", "connectors");

    /** Members that are secret in a few connectors, and that messages must show in all others. */
    private static final Set<String> MOSTLY_READABLE = Set.of("username", "domain", "email", "value", "redirect_uri");

    static List<String> lines() {
        try (InputStream stream = SecretMembers.class.getResourceAsStream("secret-members.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Renewed by {@code -Dfacts.renew}. */
    @Test
    void listOfSecretMembersMatchesTheSchemas() throws IOException {
        Map<String, Set<String>> secret = new TreeMap<>();
        Map<String, Set<String>> readable = new TreeMap<>();
        List<String> lines = new ArrayList<>(
                List.of("# Written by SecretMembersTest (-Dfacts.renew) from the schemas in this folder."));
        for (String kind : List.of("source", "destination")) {
            try (Stream<Path> files = Files.list(CONNECTORS.resolve(kind + "s"))) {
                StringBuilder names = new StringBuilder(kind + "s:");
                for (Path file : files.sorted().toList()) {
                    String name = file.getFileName().toString().replace(".json", "");
                    names.append(' ').append(name);
                    collect(JsonParser.parseString(Files.readString(file)), "", kind + "-" + name, secret, readable);
                }
                lines.add(names.toString());
            }
        }
        secret.forEach((name, connectors) -> {
            Set<String> others = new TreeSet<>(readable.getOrDefault(name, Set.of()));
            others.removeAll(connectors);
            if (MOSTLY_READABLE.contains(name)) {
                lines.add(name + " only " + String.join(" ", connectors));
            } else {
                lines.add(name + (others.isEmpty() ? "" : " except " + String.join(" ", others)));
            }
        });
        if (System.getProperty("facts.renew") != null) {
            Files.write(CONNECTORS.resolve("secret-members.txt"), lines);
            return;
        }

        assertEquals(133, secret.size());
        assertEquals(lines, lines());
    }

    private static void collect(
            JsonElement schema,
            String name,
            String connector,
            Map<String, Set<String>> secret,
            Map<String, Set<String>> readable) {
        if (schema.isJsonArray()) {
            schema.getAsJsonArray().forEach(item -> collect(item, name, connector, secret, readable));
        } else if (schema instanceof JsonObject object) {
            boolean marked = object.has("secret") && object.get("secret").getAsBoolean();
            if (!name.isEmpty()) {
                (marked ? secret : readable)
                        .computeIfAbsent(name, any -> new TreeSet<>())
                        .add(connector);
            }
            if (object.get("properties") instanceof JsonObject properties) {
                properties.asMap().forEach((member, value) -> collect(value, member, connector, secret, readable));
            }
            for (String part : List.of("oneOf", "anyOf", "allOf", "items")) {
                if (object.has(part)) {
                    collect(object.get(part), "", connector, secret, readable);
                }
            }
        }
    }
}
