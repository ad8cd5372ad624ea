package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.DefinitionResponse;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The connector definitions of a workspace, by connector type. Airbyte's table of types lacks many connectors, which can only
 * be created by the id of their definition.
 */
final class ConnectorDefinitions {
    private static final int SUGGESTED = 3;
    private static final int MIN_COMMON_PREFIX = 3;

    /**
     * What is known about each server, kept as long as its client is in use. Not a field of the client, because only a
     * provisioning needs it, and because the client can be a mock.
     */
    private static final Map<AirbyteClient, Learned> LEARNED = Collections.synchronizedMap(new WeakHashMap<>());

    /** The definitions that were found, and the types that the server refused because its table lacks them. */
    private record Learned(Map<Type, UUID> definitions, Set<Type> refusedTypes) {
        Learned() {
            this(new ConcurrentHashMap<>(), ConcurrentHashMap.newKeySet());
        }
    }

    private record Type(UUID workspaceId, ResourceKind kind, String name) {}

    private final AirbyteClient client;
    private final UUID workspaceId;
    private final ResourceKind kind;
    private final Learned learned;

    ConnectorDefinitions(AirbyteClient client, UUID workspaceId, ResourceKind kind) {
        this.client = client;
        this.workspaceId = workspaceId;
        this.kind = kind;
        this.learned = LEARNED.computeIfAbsent(client, first -> new Learned());
    }

    /** Returns the type without the prefix that PyAirbyte uses, as in {@code source-faker}. */
    String withoutPrefix(String type) {
        String prefix = kind + "-";
        return type.startsWith(prefix) ? type.substring(prefix.length()) : type;
    }

    /** Returns the id of the only definition of a type, or null. Looks it up once for each client, workspace and type. */
    @Nullable
    UUID id(String type) {
        UUID found = learned.definitions.get(key(type));
        if (found == null) {
            Set<UUID> ids = ids(type, byType());
            if (ids.size() == 1) {
                found = ids.iterator().next();
                learned.definitions.put(key(type), found);
            }
        }
        return found;
    }

    /** Remembers that the server's table of types lacks this one, so that the next create need not be refused first. */
    void refused(String type) {
        learned.refusedTypes.add(key(type));
    }

    boolean isRefused(String type) {
        return !learned.refusedTypes.isEmpty() && learned.refusedTypes.contains(key(type));
    }

    /** Forgets a definition that the server no longer has. */
    void forget(String type) {
        learned.definitions.remove(key(type));
        learned.refusedTypes.remove(key(type));
    }

    private Type key(String type) {
        return new Type(workspaceId, kind, withoutPrefix(type));
    }

    /** Explains why a type has no definition, or several. */
    String problem(String type) {
        Map<String, Set<UUID>> all = byType();
        Set<UUID> ids = ids(type, all);
        if (!ids.isEmpty()) {
            return ids.size() + " connector definitions of the workspace have the type \"" + type + "\": "
                    + Messages.listed(ids) + "; set definitionId in the " + kind + "'s configuration";
        }
        List<String> nearest = all.keySet().stream()
                .filter(name -> similarity(name, type) >= MIN_COMMON_PREFIX)
                .sorted(Comparator.comparingInt((String name) -> -similarity(name, type)))
                .limit(SUGGESTED)
                .toList();
        return "the server does not know the " + kind + " connector \"" + type
                + "\", and the workspace has no definition of it"
                + (nearest.isEmpty() ? "" : "; did you mean " + Messages.listed(nearest) + "?")
                + "; an administrator can add a connector to the workspace";
    }

    private int similarity(String name, String type) {
        String wanted = withoutPrefix(type).toLowerCase(Locale.ROOT);
        int common = 0;
        while (common < Math.min(name.length(), wanted.length()) && name.charAt(common) == wanted.charAt(common)) {
            common++;
        }
        return name.contains(wanted) || wanted.contains(name) ? Math.max(common, MIN_COMMON_PREFIX) : common;
    }

    private Set<UUID> ids(String type, Map<String, Set<UUID>> all) {
        return all.getOrDefault(withoutPrefix(type).toLowerCase(Locale.ROOT), Set.of());
    }

    private Map<String, Set<UUID>> byType() {
        Map<String, Set<UUID>> all = new TreeMap<>();
        List<DefinitionResponse> definitions = kind == ResourceKind.SOURCE
                ? client.sourceDefinitions().listSourceDefinitions(workspaceId).getData()
                : client.destinationDefinitions()
                        .listDestinationDefinitions(workspaceId)
                        .getData();
        for (DefinitionResponse definition : Objects.requireNonNullElse(definitions, List.<DefinitionResponse>of())) {
            String repository = String.valueOf(definition.getDockerRepository());
            String image = repository.substring(repository.lastIndexOf('/') + 1);
            if (image.startsWith(kind + "-")) {
                add(all, withoutPrefix(image), definition.getId());
            }
        }
        if (kind == ResourceKind.SOURCE) {
            addDeclarative(all);
        }
        return all;
    }

    /** Sources of the connector builder have no image of their own, so their type is their name. */
    private void addDeclarative(Map<String, Set<UUID>> all) {
        var definitions = client.declarativeSourceDefinitions()
                .listDeclarativeSourceDefinitions(workspaceId)
                .getData();
        if (definitions != null) {
            definitions.forEach(definition -> add(all, String.valueOf(definition.getName()), definition.getId()));
        }
    }

    private static void add(Map<String, Set<UUID>> all, String type, @Nullable UUID id) {
        if (id != null) {
            all.computeIfAbsent(type.toLowerCase(Locale.ROOT), first -> new TreeSet<>())
                    .add(id);
        }
    }
}
