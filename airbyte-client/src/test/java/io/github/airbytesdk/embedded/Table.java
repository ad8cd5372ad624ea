package io.github.airbytesdk.embedded;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows by id and by workspace. Deleted rows are kept separately. Guarded by the {@link World}. */
final class Table<T extends Table.Row> {
    /** A resource of a workspace. */
    interface Row {
        UUID id();

        UUID workspaceId();
    }

    private final boolean arbitraryOrder;
    private final Map<UUID, T> all = new HashMap<>();
    private final Map<UUID, Map<UUID, T>> alive = new LinkedHashMap<>();
    private final Map<UUID, Map<UUID, T>> deleted = new LinkedHashMap<>();

    /** Creates an empty table that lists its rows in the order of their creation or of their random ids. */
    Table(boolean arbitraryOrder) {
        this.arbitraryOrder = arbitraryOrder;
    }

    void add(T row) {
        all.put(row.id(), row);
        of(alive, row).put(row.id(), row);
    }

    /** Marks a row as deleted; returns false if it already was. */
    boolean delete(T row) {
        if (of(alive, row).remove(row.id()) == null) {
            return false;
        }
        of(deleted, row).put(row.id(), row);
        return true;
    }

    /** Returns a row, deleted or not. */
    @Nullable
    T find(UUID id) {
        return all.get(id);
    }

    /** Returns all rows that are not deleted. */
    Stream<T> stream() {
        return alive.values().stream().map(Map::values).flatMap(Collection::stream);
    }

    Stream<T> list(List<UUID> workspaceIds, boolean includeDeleted) {
        Collection<UUID> workspaces = workspaceIds.isEmpty() ? alive.keySet() : workspaceIds;
        Stream<T> rows = workspaces.stream().flatMap(id -> {
            Stream<T> living = alive.getOrDefault(id, Map.of()).values().stream();
            Stream<T> dead = deleted.getOrDefault(id, Map.of()).values().stream();
            return includeDeleted ? Stream.concat(living, dead) : living;
        });
        return arbitraryOrder ? rows.sorted(Comparator.comparing(Row::id)) : rows;
    }

    private static <T extends Row> Map<UUID, T> of(Map<UUID, Map<UUID, T>> byWorkspace, T row) {
        return byWorkspace.computeIfAbsent(row.workspaceId(), id -> new LinkedHashMap<>());
    }
}
