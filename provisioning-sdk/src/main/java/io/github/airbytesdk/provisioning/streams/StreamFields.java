package io.github.airbytesdk.provisioning.streams;

import io.github.airbytesdk.client.model.StreamProperties;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a stream, as far as they are known.
 *
 * <p>Airbyte lists a field inside another only where the outer one is a plain object; what is inside an array or one of
 * several alternatives it does not list. So a path is known to be wrong where it leaves the listed ones next to listed
 * ones, and not where it goes on below a field inside which none is listed.
 */
final class StreamFields {
    /** Each known field with the names that are listed inside it; the empty path stands for the stream. */
    private final Map<List<String>, Set<String>> inside = new LinkedHashMap<>();

    StreamFields(StreamProperties stream) {
        List<List<String>> paths = stream.getPropertyFields();
        inside.put(List.of(), new LinkedHashSet<>());
        for (List<String> path : paths == null ? List.<List<String>>of() : paths) {
            for (int i = 0; isWhole(path) && i < path.size(); i++) {
                children(path.subList(0, i)).add(path.get(i));
                children(path.subList(0, i + 1));
            }
        }
    }

    private static boolean isWhole(@Nullable List<String> path) {
        return path != null && path.stream().allMatch(Objects::nonNull);
    }

    /** How many fields at the top of a stream count towards the limit. */
    static int count(StreamProperties stream) {
        List<List<String>> paths = stream.getPropertyFields();
        return paths == null
                ? 0
                : (int) paths.stream()
                        .filter(path -> path != null && path.size() == 1)
                        .count();
    }

    private Set<String> children(List<String> path) {
        return inside.computeIfAbsent(path, parent -> new LinkedHashSet<>());
    }

    boolean lacks(List<String> path) {
        return !inside.containsKey(path) && !children(knownPart(path)).isEmpty();
    }

    private List<String> knownPart(List<String> path) {
        int length = path.size();
        while (!inside.containsKey(path.subList(0, length))) {
            length--;
        }
        return path.subList(0, length);
    }

    /** What a path that is lacking may have been meant to be, or else what there is in its place. */
    String insteadOf(List<String> path) {
        List<String> known = knownPart(path);
        String wrong = path.get(known.size());
        List<String> split = new ArrayList<>(known);
        split.addAll(List.of(wrong.split("\\.", -1)));
        if (inside.containsKey(split)) {
            return "did you mean " + split + "?";
        }
        List<String> nearest = Suggestions.to(wrong, children(known));
        return nearest.isEmpty()
                ? "there is " + Suggestions.listed(below(known, children(known)))
                : "did you mean " + Suggestions.listed(below(known, nearest)) + "?";
    }

    /** Returns what to choose from, as the end of a sentence; empty where it is not known. */
    String choices() {
        List<List<String>> top = below(List.of(), children(List.of()));
        return top.isEmpty() ? "" : ", where there is " + Suggestions.listed(top);
    }

    private static List<List<String>> below(List<String> parent, Iterable<String> names) {
        List<List<String>> paths = new ArrayList<>();
        for (String name : names) {
            List<String> path = new ArrayList<>(parent);
            path.add(name);
            paths.add(path);
        }
        return paths;
    }
}
