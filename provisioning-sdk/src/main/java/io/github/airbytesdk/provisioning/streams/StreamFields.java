package io.github.airbytesdk.provisioning.streams;

import io.github.airbytesdk.client.model.StreamProperties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a stream, as {@code GET /streams} lists them in {@code propertyFields}. Airbyte's server accepts exactly
 * these paths as cursors and keys. Fields inside arrays and alternatives ({@code oneOf}) are never listed.
 */
final class StreamFields {
    private final boolean known;
    private final Set<List<String>> listed = new HashSet<>();

    /** The listed paths and their parents, each with the names of the fields inside it; the empty path is the stream. */
    private final Map<List<String>, Set<String>> inside = new LinkedHashMap<>();

    StreamFields(StreamProperties stream) {
        List<List<String>> paths = stream.getPropertyFields();
        known = paths != null;
        inside.put(List.of(), new LinkedHashSet<>());
        for (List<String> path : paths == null ? List.<List<String>>of() : paths) {
            if (isComplete(path)) {
                add(path);
            }
        }
    }

    private void add(List<String> path) {
        listed.add(path);
        for (int i = 0; i < path.size(); i++) {
            children(path.subList(0, i)).add(path.get(i));
            children(path.subList(0, i + 1));
        }
    }

    private static boolean isComplete(@Nullable List<String> path) {
        return path != null && path.stream().allMatch(Objects::nonNull);
    }

    /** Returns how many fields count towards the server's limit: those at the top level. */
    static int count(StreamProperties stream) {
        int count = 0;
        if (stream.getPropertyFields() != null) {
            for (List<String> path : stream.getPropertyFields()) {
                count += path != null && path.size() == 1 ? 1 : 0;
            }
        }
        return count;
    }

    private Set<String> children(List<String> path) {
        return inside.computeIfAbsent(path, parent -> new LinkedHashSet<>());
    }

    /** Returns whether the server will refuse this path; false if the fields are not known. */
    boolean lacks(List<String> path) {
        return known && (path.isEmpty() || !listed.contains(path));
    }

    /** Returns the paths that were probably meant instead of a missing one, or else the fields that exist in its place. */
    String insteadOf(List<String> path) {
        List<String> parent = listedPart(path);
        if (parent.size() == path.size()) {
            return path.isEmpty() ? "the path is empty" : there(parent);
        }
        String wrong = path.get(parent.size());
        List<String> split = new ArrayList<>(parent);
        split.addAll(List.of(wrong.split("\\.", -1)));
        if (inside.containsKey(split)) {
            return "did you mean " + split + "?";
        }
        Set<String> siblings = children(parent);
        if (siblings.isEmpty()) {
            return parent.isEmpty()
                    ? "the source lists no fields for it"
                    : "the source lists no fields inside " + parent
                            + ", and those of arrays and alternatives cannot be used";
        }
        List<String> nearest = Messages.nearest(wrong, siblings);
        return nearest.isEmpty() ? there(parent) : "did you mean " + Messages.listed(below(parent, nearest)) + "?";
    }

    private String there(List<String> parent) {
        return "there is " + Messages.listed(below(parent, children(parent)));
    }

    private List<String> listedPart(List<String> path) {
        int length = path.size();
        while (!inside.containsKey(path.subList(0, length))) {
            length--;
        }
        return path.subList(0, length);
    }

    /** Returns the fields to choose from, as the end of a sentence; empty if none are known. */
    String choices() {
        List<List<String>> top = below(List.of(), children(List.of()));
        return top.isEmpty() ? "" : ", where there is " + Messages.listed(top);
    }

    private static List<List<String>> below(List<String> parent, Collection<String> names) {
        List<List<String>> paths = new ArrayList<>();
        for (String name : names) {
            List<String> path = new ArrayList<>(parent);
            path.add(name);
            paths.add(path);
        }
        return paths;
    }
}
