package io.github.airbytesdk.fleet;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.airbytesdk.provisioning.streams.StreamSelection;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/** Reads and checks the tenants as a whole, so that nothing has started when one of them is invalid. */
final class TenantFile {
    private static final int MAX_DEPTH = 50;

    /** Names of members that hold secrets by all likelihood. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(password|passphrase|secret|secret_access_key|api_?key|private_key|ssh_key|(access|refresh|api)_token"
                    + "|credentials_json|service_account)");

    /** YAML 1.2 with JSON's scalars: {@code yes} is a text, and a number keeps its digits. */
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new JsonSchema())
            .setTagConstructors(Map.of(Tag.FLOAT, node -> new BigDecimal(((ScalarNode) node).getValue())))
            .setCodePointLimit(256 * 1024 * 1024)
            .setMaxAliasesForCollections(Integer.MAX_VALUE)
            .build();

    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private final String defaultWorkspaceId;
    private final List<Tenant> tenants = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Integer> linesByIdentity = new HashMap<>();
    private int line = 1;

    private TenantFile(String defaultWorkspaceId) {
        this.defaultWorkspaceId = defaultWorkspaceId;
    }

    /**
     * Reads tenants.
     *
     * @param name the file's, for messages
     * @param defaultWorkspaceId the workspace of tenants that name none, or null
     * @throws IllegalArgumentException if anything is wrong; the message has a line for each tenant that is invalid, and
     *     shows no value of a configuration
     */
    static List<Tenant> read(String name, InputStream yaml, String defaultWorkspaceId) {
        TenantFile file = new TenantFile(defaultWorkspaceId);
        file.collectProblems(() -> {
            Node root = new Compose(SETTINGS).composeInputStream(yaml).orElse(null);
            check(root instanceof SequenceNode, "not a list of tenants; start each with \"- name:\"");
            ((SequenceNode) root).getValue().forEach(node -> file.collectProblems(() -> file.read(node)));
            check(!file.tenants.isEmpty() || !file.problems.isEmpty(), "no tenants");
        });
        if (!file.problems.isEmpty()) {
            throw new IllegalArgumentException(
                    file.problems.stream().map(problem -> name + ": " + problem).collect(Collectors.joining("\n")));
        }
        return file.tenants;
    }

    private void problem(String what) {
        problems.add("line " + line + what);
    }

    private void read(Node node) {
        line = node.getStartMark().orElseThrow().getLine() + 1;
        Object item = new StandardConstructor(SETTINGS).constructSingleDocument(Optional.of(node));
        if (item != null) {
            tenants.add(tenant(as("a tenant", Map.class, item)));
        }
    }

    private void collectProblems(Runnable part) {
        try {
            part.run();
        } catch (MarkedYamlEngineException e) {
            e.getProblemMark().ifPresent(mark -> line = mark.getLine() + 1);
            problem(e.getProblemMark()
                            .map(mark -> ", column " + (mark.getColumn() + 1) + ": ")
                            .orElse(": ")
                    + e.getProblem());
        } catch (YamlEngineException e) {
            problem(": not YAML in UTF-8, or a number that JSON lacks");
        } catch (IllegalArgumentException e) {
            problem(": " + e.getMessage());
        }
    }

    private Tenant tenant(Map<?, ?> item) {
        checkMembers("", item, List.of("destination", "name", "prefix", "source", "streams", "workspaceId"));
        UUID workspaceId =
                uuid("workspaceId", item.containsKey("workspaceId") ? item.get("workspaceId") : defaultWorkspaceId);
        String name = name("", item, workspaceId, null);
        List<String> streams = item.containsKey("streams") ? streams(item.get("streams")) : List.of();
        return new Tenant(
                name,
                workspaceId,
                connector("source", item.get("source"), workspaceId, name),
                connector("destination", item.get("destination"), workspaceId, name),
                streams,
                item.containsKey("prefix") ? as("prefix", String.class, item.get("prefix")) : null);
    }

    private static List<String> streams(Object value) {
        String[] streams = ((List<?>) as("streams", List.class, value))
                .stream().map(String::valueOf).toArray(String[]::new);
        StreamSelection.only(streams);
        return List.of(streams);
    }

    private Tenant.Connector connector(String path, Object value, UUID workspaceId, String tenantName) {
        Map<?, ?> connector = as(path, Map.class, value);
        if (path.equals("destination") && connector.containsKey("id")) {
            checkMembers("destination.", connector, List.of("id"));
            return new Tenant.Connector(uuid("destination.id", connector.get("id")), null, null, null);
        }
        checkMembers(path + ".", connector, List.of("configuration", "name", "type"));
        String name = name(path + ".", connector, workspaceId, tenantName);
        Map<?, ?> configuration = as(path + ".configuration", Map.class, connector.get("configuration"));
        checkConfiguration(path + ".configuration", "", configuration, 0);
        boolean custom = configuration.containsKey("definitionId");
        String type = custom ? null : as(path + ".type", String.class, connector.get("type"));
        return new Tenant.Connector(null, name, type, GSON.toJson(configuration));
    }

    private static void checkConfiguration(String path, String name, Object value, int depth) {
        check(depth < MAX_DEPTH, "a configuration has " + MAX_DEPTH + " levels, or contains itself");
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> checkConfiguration(path + "." + key, key.toString(), member, depth + 1));
        } else if (value instanceof List<?> list) {
            list.forEach(element -> checkConfiguration(path, name, element, depth + 1));
        } else if (value instanceof String text && SECRET.matcher(name).matches()) {
            check(
                    text.isEmpty() || SecretReferences.isIn(text),
                    path + " is not a reference; write ${env:NAME} or ${file:PATH}, because Temporal keeps this value");
        }
    }

    private static void check(boolean valid, String problem) {
        if (!valid) {
            throw new IllegalArgumentException(problem);
        }
    }

    private static void checkMembers(String path, Map<?, ?> object, List<String> known) {
        for (Object member : object.keySet()) {
            check(known.contains(member), path + member + " is unknown; expected " + String.join(", ", known));
        }
    }

    private static <T> T as(String path, Class<T> type, Object value) {
        String expected = type == String.class ? "a text" : type == Map.class ? "an object" : "a list";
        check(type.isInstance(value), path + (value == null ? " is missing" : " is not " + expected));
        return type.cast(value);
    }

    private String name(String path, Map<?, ?> object, UUID workspaceId, String defaultName) {
        String name = as(path + "name", String.class, object.containsKey("name") ? object.get("name") : defaultName);
        check(
                !name.isBlank() && name.codePointCount(0, name.length()) <= 256,
                path + "name is blank, or longer than 256 characters");
        Integer other = linesByIdentity.putIfAbsent(path + workspaceId + name, line);
        check(other == null, path + "name \"" + name + "\" is also in line " + other + ", in the same workspace");
        return name;
    }

    private static UUID uuid(String path, Object value) {
        String text = as(path, String.class, value);
        check(
                text.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}"),
                path + " \"" + text + "\" is not a UUID");
        return UUID.fromString(text);
    }
}
