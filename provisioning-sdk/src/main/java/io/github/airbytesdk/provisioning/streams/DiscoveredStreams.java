package io.github.airbytesdk.provisioning.streams;

import io.github.airbytesdk.client.model.StreamProperties;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The streams that a source offers, by their full names. */
final class DiscoveredStreams {
    private final Map<StreamName, StreamProperties> streams = new LinkedHashMap<>();
    private final Set<StreamName> repeated = new HashSet<>();
    private final Map<String, Set<StreamName>> byName = new LinkedHashMap<>();

    DiscoveredStreams(List<StreamProperties> discovered) {
        for (StreamProperties stream : discovered) {
            if (stream == null || stream.getStreamName() == null) {
                continue;
            }
            StreamName name = StreamName.of(stream);
            if (streams.putIfAbsent(name, stream) != null) {
                repeated.add(name);
            }
            byName.computeIfAbsent(name.name(), first -> new LinkedHashSet<>()).add(name);
        }
    }

    Map<StreamName, StreamProperties> all() {
        return streams;
    }

    /** Whether the source offers several streams of one full name. */
    boolean isRepeated(StreamName name) {
        return repeated.contains(name);
    }

    /** Returns the full name of a stream as a caller names it, or null after adding a problem. */
    @Nullable
    StreamName find(StreamName wanted, List<String> problems) {
        Set<StreamName> found = byName.getOrDefault(wanted.name(), Set.of());
        if (found.contains(wanted)) {
            return wanted;
        }
        if (found.isEmpty()) {
            problems.add("the source offers no stream " + wanted + ": " + insteadOf(wanted.name()));
        } else if (wanted.namespace() != null) {
            problems.add("the source offers no stream " + wanted + ", but " + names(found));
        } else if (found.size() > 1) {
            problems.add("the source offers " + found.size() + " streams " + wanted + ", which are " + names(found)
                    + ": name one of them with StreamName.of(namespace, name)");
        } else {
            return found.iterator().next();
        }
        return null;
    }

    private String insteadOf(String name) {
        List<String> nearest = Suggestions.to(name, byName.keySet());
        return nearest.isEmpty()
                ? "it offers " + Suggestions.listed(byName.keySet())
                : "did you mean " + Suggestions.listed(nearest) + "?";
    }

    private static String names(Set<StreamName> found) {
        return Suggestions.listed(found.stream()
                .map(name -> name.namespace() == null ? name + " without a namespace" : name.toString())
                .toList());
    }
}
