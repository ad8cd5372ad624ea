package io.github.airbytesdk.fleet;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.airbytesdk.provisioning.streams.StreamSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads and checks the tenants as a whole, so that nothing has begun when a row is bad. */
final class TenantFile {
    private static final int MAX_NAME = 256;
    private static final Set<String> MEMBERS =
            Set.of("name", "workspaceId", "source", "destination", "streams", "prefix");
    private static final Set<String> SOURCE_MEMBERS = Set.of("name", "type", "configuration");
    private static final Set<String> DESTINATION_MEMBERS = Set.of("id", "name", "type", "configuration");

    /** Members whose value is a secret by all likelihood; the connectors' own descriptions are not at hand. */
    private static final Pattern SECRET = Pattern.compile(
            ".*(password|passphrase|secret|secret_access_key|api_key|apikey|private_key|ssh_key|access_token|refresh_token"
                    + "|api_token|credentials_json|service_account)",
            Pattern.CASE_INSENSITIVE);

    private final String defaultWorkspaceId;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Integer> linesByIdentity = new HashMap<>();

    private TenantFile(String defaultWorkspaceId) {
        this.defaultWorkspaceId = defaultWorkspaceId;
    }

    /**
     * Reads a file.
     *
     * @param defaultWorkspaceId the workspace of rows that name none, or null
     * @throws BadInputException with everything that is wrong
     */
    static List<Tenant> read(Path file, String defaultWorkspaceId) throws BadInputException {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new BadInputException(List.of("\"" + file + "\" cannot be read as a text file in UTF-8"));
        }
        try {
            return parse(text, file.toString(), defaultWorkspaceId);
        } catch (BadInputException e) {
            throw new BadInputException(
                    e.problems().stream().map(problem -> file + ": " + problem).toList());
        }
    }

    static List<Tenant> parse(String text, String name, String defaultWorkspaceId) throws BadInputException {
        return new TenantFile(defaultWorkspaceId).parse(text, name);
    }

    private List<Tenant> parse(String text, String name) throws BadInputException {
        List<Row> rows;
        if (name.endsWith(".csv")) {
            rows = CsvRows.read(text, problems);
        } else if (name.endsWith(".yml") || name.endsWith(".yaml")) {
            rows = YamlRows.read(text, problems);
        } else {
            throw new BadInputException(List.of("neither .csv nor .yaml"));
        }
        List<Tenant> tenants = new ArrayList<>();
        for (Row row : rows) {
            tenants.add(new RowCheck(row).tenant());
        }
        if (tenants.isEmpty() && problems.isEmpty()) {
            problems.add("line 1: no tenants");
        }
        if (!problems.isEmpty()) {
            throw new BadInputException(problems);
        }
        return tenants;
    }

    /** One row. What is wrong is noted, so that the tenant it makes is of use only where nothing was. */
    private final class RowCheck {
        private final Row row;

        RowCheck(Row row) {
            this.row = row;
        }

        Tenant tenant() {
            JsonObject json = row.json();
            checkMembers(json, MEMBERS, "");
            String name = name(json, "name", null, "name");
            UUID workspaceId = uuid(
                    json.has("workspaceId") ? text(json, "workspaceId", "workspaceId") : defaultWorkspaceId,
                    "workspaceId");
            JsonObject source = object(json, "source");
            checkMembers(source, SOURCE_MEMBERS, "source.");
            String sourceName = name(source, "name", name, "source.name");
            JsonObject destination = object(json, "destination");
            checkMembers(destination, DESTINATION_MEMBERS, "destination.");
            Tenant tenant = new Tenant(
                    name,
                    workspaceId,
                    new Tenant.Source(sourceName, type(source, "source"), configuration(source, "source")),
                    destination(destination, name),
                    streams(json),
                    json.has("prefix") ? text(json, "prefix", "prefix") : null);
            unique("tenant", workspaceId, name);
            unique("source", workspaceId, sourceName);
            if (!tenant.destination().isShared()) {
                unique("destination", workspaceId, tenant.destination().name());
            }
            return tenant;
        }

        private Tenant.Destination destination(JsonObject json, String tenantName) {
            if (!json.has("id")) {
                return new Tenant.Destination(
                        null,
                        name(json, "name", tenantName, "destination.name"),
                        type(json, "destination"),
                        configuration(json, "destination"));
            }
            if (json.size() > 1) {
                problem("destination.id names one that is there, so destination has no other member");
            }
            UUID id = uuid(text(json, "id", "destination.id"), "destination.id");
            // Only to go on checking: what is bad is not used.
            return new Tenant.Destination(id == null ? new UUID(0, 0) : id, null, null, null);
        }

        private void problem(String what) {
            problems.add("line " + row.line() + ": " + what);
        }

        private void checkMembers(JsonObject json, Set<String> known, String prefix) {
            for (String member : json.keySet()) {
                if (!known.contains(member)) {
                    problem(prefix + member + " is unknown; there are "
                            + String.join(", ", known.stream().sorted().toList()));
                }
            }
        }

        /** Two tenants whose sources have one name would share the source, because what exists is used. */
        private void unique(String what, UUID workspaceId, String name) {
            if (workspaceId == null || name == null) {
                return;
            }
            Integer other = linesByIdentity.putIfAbsent(what + " " + workspaceId + " " + name, row.line());
            if (other != null) {
                problem(what + " \"" + name + "\" is in line " + other + " already, in the same workspace");
            }
        }

        private JsonObject object(JsonObject json, String member) {
            JsonElement value = json.get(member);
            if (value == null || !value.isJsonObject()) {
                problem(member + " is missing");
                return new JsonObject();
            }
            return value.getAsJsonObject();
        }

        private String name(JsonObject json, String member, String otherwise, String label) {
            String name = json.has(member) ? text(json, member, label) : otherwise;
            if (name == null || name.isBlank()) {
                problem(label + " is missing");
                return null;
            }
            if (name.length() > MAX_NAME) {
                problem(label + " has " + name.length() + " characters; " + MAX_NAME + " is the most");
            }
            return name;
        }

        private String text(JsonObject json, String member, String label) {
            JsonElement value = json.get(member);
            if (value == null || !References.isString(value)) {
                problem(label + " is no text" + (value instanceof JsonPrimitive ? "; put it in quotes" : ""));
                return null;
            }
            return value.getAsString();
        }

        private UUID uuid(String text, String label) {
            if (text == null) {
                problem(label + " is missing");
                return null;
            }
            try {
                if (text.length() == 36) {
                    return UUID.fromString(text);
                }
            } catch (IllegalArgumentException e) {
                // Said below.
            }
            problem(label + " \"" + text + "\" is no UUID");
            return null;
        }

        private String type(JsonObject end, String label) {
            if (end.has("type")) {
                return text(end, "type", label + ".type");
            }
            JsonElement configuration = end.get("configuration");
            if (!(configuration instanceof JsonObject object) || !object.has("definitionId")) {
                problem(label + ".type is missing, such as \"postgres\"; a custom connector has a definitionId in its"
                        + " configuration instead");
            }
            return null;
        }

        private String configuration(JsonObject end, String label) {
            if (!(end.get("configuration") instanceof JsonObject configuration)) {
                problem(label + ".configuration is missing, or no object");
                return null;
            }
            String malformed = References.firstMalformed(configuration);
            if (malformed != null) {
                problem(label + ".configuration has \"" + malformed + "\"; a reference is ${env:NAME} or ${file:PATH}");
            }
            checkSecrets(configuration, label + ".configuration");
            return configuration.toString();
        }

        private void checkSecrets(JsonObject configuration, String label) {
            for (Map.Entry<String, JsonElement> member : configuration.entrySet()) {
                String path = label + "." + member.getKey();
                JsonElement value = member.getValue();
                if (value instanceof JsonObject object) {
                    checkSecrets(object, path);
                } else if (References.isString(value)
                        && !value.getAsString().isEmpty()
                        && SECRET.matcher(member.getKey()).matches()
                        && !References.isIn(value.getAsString())) {
                    problem(path + " is no reference; write ${env:NAME} or ${file:PATH}, because Temporal keeps what"
                            + " stands here");
                }
            }
        }

        private List<String> streams(JsonObject json) {
            if (!json.has("streams")) {
                return List.of();
            }
            List<String> streams = new ArrayList<>();
            if (json.get("streams") instanceof JsonArray array) {
                for (JsonElement stream : array) {
                    streams.add(References.isString(stream) ? stream.getAsString() : "");
                }
            }
            try {
                StreamSelection.only(streams.toArray(String[]::new));
            } catch (IllegalArgumentException e) {
                problem("streams: " + e.getMessage());
            }
            return streams;
        }
    }
}
