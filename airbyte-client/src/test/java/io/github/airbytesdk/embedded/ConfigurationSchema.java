package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The JSON schema of a connector's configuration: which configurations are valid, and what in them is secret. */
final class ConfigurationSchema {
    /** What the server shows in place of a secret, and what means "keep the stored secret" in an update. */
    static final String MASK = "**********";

    private final Supplier<JsonObject> source;
    private volatile @Nullable JsonObject root;

    private ConfigurationSchema(Supplier<JsonObject> source) {
        this.source = source;
    }

    ConfigurationSchema(JsonObject root) {
        this(() -> root);
    }

    /** Reads a schema from a resource of this package when it is used for the first time. */
    static ConfigurationSchema ofResource(String name) {
        return new ConfigurationSchema(
                () -> Json.parse(ConnectorDefinitions.resource(name)).getAsJsonObject());
    }

    private JsonObject root() {
        JsonObject read = root;
        if (read == null) {
            read = Json.inDatabaseOrder(source.get()).getAsJsonObject();
            root = read;
        }
        return read;
    }

    /** Returns what is wrong with a configuration; empty if it is valid. */
    List<String> validate(JsonElement configuration) {
        return SchemaValidator.validate(root(), configuration);
    }

    /** Returns a copy of a configuration that shows no secret. */
    JsonObject mask(JsonObject configuration) {
        JsonElement masked = replaceSecrets(
                List.of(root()), "", configuration, null, (path, secret, stored) -> new JsonPrimitive(MASK));
        return masked.getAsJsonObject();
    }

    /** Returns a copy of a configuration that shows where each secret is stored. The version is always the first. */
    JsonObject withCoordinates(JsonObject configuration, String prefix) {
        JsonElement shown = replaceSecrets(List.of(root()), "", configuration, null, (path, secret, stored) -> {
            UUID id = UUID.nameUUIDFromBytes((prefix + path).getBytes(StandardCharsets.UTF_8));
            return new JsonPrimitive("secret_coordinate::" + prefix + "_secret_" + id + "_v1");
        });
        return shown.getAsJsonObject();
    }

    /** Returns a copy of an update in which each masked secret has its stored value again. */
    JsonObject unmask(JsonObject update, JsonObject stored) {
        JsonElement unmasked = replaceSecrets(
                List.of(root()),
                "",
                update,
                stored,
                (path, secret, before) -> before != null && secret.equals(new JsonPrimitive(MASK)) ? before : secret);
        return unmasked.getAsJsonObject();
    }

    /** Replaces a secret, given the value stored in its place, if any. */
    private interface SecretRule {
        JsonElement apply(String path, JsonElement secret, @Nullable JsonElement stored);
    }

    /** Walks a value and its stored counterpart along all schemas that may describe it. */
    private static JsonElement replaceSecrets(
            List<JsonObject> schemas, String path, JsonElement value, @Nullable JsonElement stored, SecretRule rule) {
        if (schemas.stream().anyMatch(schema -> schema.has("secret") || schema.has("airbyte_secret"))) {
            return rule.apply(path, value, stored);
        }
        if (value instanceof JsonObject object) {
            JsonObject copy = new JsonObject();
            for (Map.Entry<String, JsonElement> member : object.entrySet()) {
                String name = member.getKey();
                JsonElement before = stored instanceof JsonObject other ? other.get(name) : null;
                List<JsonObject> described = properties(schemas, name);
                copy.add(name, replaceSecrets(described, path + "." + name, member.getValue(), before, rule));
            }
            return copy;
        }
        if (value instanceof JsonArray array) {
            JsonArray copy = new JsonArray(array.size());
            for (int i = 0; i < array.size(); i++) {
                JsonElement before = stored instanceof JsonArray other && i < other.size() ? other.get(i) : null;
                copy.add(replaceSecrets(items(schemas), path + "[" + i + "]", array.get(i), before, rule));
            }
            return copy;
        }
        return value;
    }

    private static List<JsonObject> properties(List<JsonObject> schemas, String name) {
        List<JsonObject> found = new ArrayList<>();
        for (JsonObject schema : withChoices(schemas)) {
            if (schema.has("properties") && schema.getAsJsonObject("properties").has(name)) {
                found.add(schema.getAsJsonObject("properties").getAsJsonObject(name));
            }
        }
        return found;
    }

    private static List<JsonObject> items(List<JsonObject> schemas) {
        return withChoices(schemas).stream()
                .filter(schema -> schema.has("items"))
                .map(schema -> schema.getAsJsonObject("items"))
                .toList();
    }

    private static List<JsonObject> withChoices(List<JsonObject> schemas) {
        List<JsonObject> all = new ArrayList<>(schemas);
        for (JsonObject schema : schemas) {
            if (schema.has("oneOf")) {
                schema.getAsJsonArray("oneOf").forEach(choice -> all.add(choice.getAsJsonObject()));
            }
        }
        return all;
    }
}
