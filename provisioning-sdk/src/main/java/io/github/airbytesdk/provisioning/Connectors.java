package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.provisioning.LostCreateSearch.Candidate;
import io.github.airbytesdk.provisioning.LostCreateSearch.Match;
import io.github.airbytesdk.provisioning.ProvisioningPlan.Action;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sources or destinations. Airbyte treats them alike except for their names, so they share their rules.
 *
 * @param <Q> type of the create request
 */
abstract class Connectors<Q> implements ResourceType<ConnectorSpec<Q>, Connector> {
    private static final String UNKNOWN_TYPE = "value-not-found";

    final AirbyteClient client;
    final Workspace workspace;
    private final ResourceKind kind;
    private final ConnectorDefinitions definitions;

    Connectors(ResourceKind kind, AirbyteClient client, Workspace workspace) {
        this.client = client;
        this.workspace = workspace;
        this.kind = kind;
        this.definitions = new ConnectorDefinitions(client, workspace.id(), kind);
    }

    /** Returns the workspace's connectors, without deleted ones; null for a response without an id. */
    abstract Stream<@Nullable Connector> all();

    /** Sends the create request, once. */
    abstract @Nullable Connector post(Q request);

    abstract void setDefinitionId(Q request, UUID definitionId);

    /** Returns whether a connection reads from or writes to the connector. */
    abstract boolean isUsedBy(ConnectionResponse connection, UUID id);

    /** Returns the connectors that match, each once. */
    private Collection<Connector> list(Predicate<Connector> filter) {
        Map<UUID, Connector> found = new LinkedHashMap<>();
        all().forEach(connector -> {
            if (connector != null && filter.test(connector)) {
                found.put(connector.id(), connector);
            }
        });
        return found.values();
    }

    @Override
    public ResourceKind kind() {
        return kind;
    }

    @Override
    public String id(Connector connector) {
        return connector.id().toString();
    }

    @Override
    public String name(ConnectorSpec<Q> spec, @Nullable Connector connector) {
        return connector == null || connector.name() == null ? spec.name() : connector.name();
    }

    @Override
    public String identity(ConnectorSpec<Q> spec) {
        return "named \"" + spec.name() + "\"";
    }

    @Override
    public Collection<Connector> find(ConnectorSpec<Q> spec) {
        return list(connector -> isAlike(spec.name(), connector.name()));
    }

    @Override
    public boolean isIdentical(ConnectorSpec<Q> spec, Connector found) {
        return spec.name().equals(found.name());
    }

    /** Returns whether two names differ at most in case, surrounding white space and Unicode normalization. */
    private static boolean isAlike(String name, @Nullable String other) {
        return other != null && (name.equals(other) || folded(name).equals(folded(other)));
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .strip()
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /** Decides about a connector that was given by its id. Uses the list, because a deleted one is still returned by its id. */
    Decision<Connector> existing(UUID id) {
        Collection<Connector> found = list(connector -> id.equals(connector.id()));
        return found.isEmpty()
                ? Decision.refuse(kind + " " + id + " is not among the " + kind + "s of workspace " + workspace.id()
                        + ", or was deleted")
                : new Decision<>(Action.REUSE, found.iterator().next(), id.toString());
    }

    /** A rotated secret cannot be detected, because the server masks secrets, so that an update is always needed. */
    @Override
    public Comparison compare(ConnectorSpec<Q> spec, Connector found) {
        if (!isOfConnector(spec, found)) {
            String conflict = "is of another connector, " + connector(found.type(), found.definitionId()) + " and not "
                    + connector(spec.type(), spec.definitionId()) + "; use another name";
            return new Comparison(conflict, Set.of(), false, false, "");
        }
        Set<String> differences = differences(spec, found);
        return new Comparison(null, differences, differences.isEmpty(), true, "");
    }

    private static String connector(@Nullable String type, @Nullable UUID definitionId) {
        return type == null ? "definition " + definitionId : type;
    }

    /** Compares the definitions if one was requested or the server's table of types lacks the connector, else the types. */
    private boolean isOfConnector(ConnectorSpec<?> spec, Connector found) {
        if (spec.definitionId() != null) {
            return spec.definitionId().equals(found.definitionId());
        }
        String type = Objects.requireNonNull(spec.type());
        return found.type() != null
                ? definitions.withoutPrefix(type).equalsIgnoreCase(found.type())
                : found.definitionId() != null && found.definitionId().equals(definitions.id(type));
    }

    /**
     * Creates by the connector's type. If the server refuses the type because its table lacks it, nothing was created, and the
     * request is repeated with the id of the connector's definition. Later creates of the type use that id at once.
     */
    @Override
    public @Nullable Connector create(ConnectorSpec<Q> spec) {
        String type = spec.definitionId() == null ? spec.type() : null;
        if (type != null && definitions.isRefused(type)) {
            return createByDefinition(spec, type, null);
        }
        try {
            return post(spec.request());
        } catch (AirbyteApiException e) {
            if (type == null || !isUnknownType(e)) {
                throw e;
            }
            return createByDefinition(spec, type, e);
        }
    }

    private static boolean isUnknownType(AirbyteApiException e) {
        // A response that was cut short has no title, but its text may say enough. A 400 has created nothing in any
        // case.
        return e.status() == 400
                && (UNKNOWN_TYPE.equals(e.title())
                        || String.valueOf(e.rawBody()).contains("\"title\":\"" + UNKNOWN_TYPE + "\""));
    }

    private @Nullable Connector createByDefinition(
            ConnectorSpec<Q> spec, String type, @Nullable AirbyteApiException refusal) {
        UUID id;
        try {
            id = definitions.id(type);
            if (id == null) {
                throw StepFailure.permanent(kind.step(), definitions.problem(type), refusal);
            }
        } catch (AirbyteApiException unlisted) {
            // Wrapped, because the outcome of the create is known: it was refused.
            throw StepFailure.of(kind.step(), unlisted);
        }
        definitions.refused(type);
        setDefinitionId(spec.request(), id);
        spec.configuration().remove(ConnectorSpec.typeMember(kind));
        try {
            return post(spec.request());
        } catch (AirbyteApiException e) {
            if (e.status() == 404) {
                definitions.forget(type);
            }
            throw e;
        }
    }

    /** Describes what {@link #create} would create, with the definition that it would look up. */
    String planned(ConnectorSpec<Q> spec) {
        UUID id = spec.definitionId() == null && spec.type() != null ? definitions.id(spec.type()) : null;
        return id == null ? spec.name() : spec.name() + " (" + spec.type() + ", definition " + id + ")";
    }

    private Set<String> differences(ConnectorSpec<Q> spec, Connector found) {
        return ConfigurationComparison.differences(
                spec.configuration(), found.configuration(), ConnectorSpec.typeMember(kind));
    }

    @Override
    public @Nullable Connector idIn(@Nullable String body) {
        UUID id = TruncatedResponse.id(body, kind + "Id", UUID::fromString);
        return id == null ? null : Connector.ofId(id);
    }

    /** A candidate has the same name, connector and readable configuration, has no connection, and is not older. */
    @Override
    public List<Candidate<Connector>> candidates(ConnectorSpec<Q> spec, @Nullable Instant before) {
        Collection<Connector> alike = list(connector -> spec.name().equals(connector.name())
                && isOfConnector(spec, connector)
                && differences(spec, connector).isEmpty()
                && Connector.mayBeCreatedAfter(before, connector.createdAt()));
        if (alike.isEmpty()) {
            return List.of();
        }
        Collection<ConnectionResponse> using = workspace.connections(
                connection -> alike.stream().anyMatch(connector -> isUsedBy(connection, connector.id())));
        return alike.stream()
                .filter(connector -> using.stream().noneMatch(connection -> isUsedBy(connection, connector.id())))
                .map(connector -> new Candidate<>(connector, Match.byAge(before, connector.createdAt())))
                .toList();
    }

    @Override
    public boolean exists(Connector connector) {
        return !list(other -> connector.id().equals(other.id())).isEmpty();
    }

    @Override
    public Collection<ConnectionResponse> connectionsOf(Connector connector) {
        return workspace.connections(connection -> isUsedBy(connection, connector.id()));
    }

    @Override
    public @Nullable Instant createdAt(Connector connector) {
        return connector.createdAt();
    }
}
