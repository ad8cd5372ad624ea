package io.github.airbytesdk.provisioning.streams;

import io.github.airbytesdk.client.model.StreamProperties;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The streams of a source, by name. */
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

    /** Returns whether the source has several streams of this name and namespace. */
    boolean isRepeated(StreamName name) {
        return repeated.contains(name);
    }

    /**
     * Returns the full name of a stream, or null after adding a problem.
     *
     * @param exactly whether the namespace, if there is one, must be the source's. If not, it is compared only if the source
     *     has several streams of the name, as the server does
     */
    @Nullable
    StreamName find(StreamName wanted, boolean exactly, List<String> problems) {
        Set<StreamName> found = byName.getOrDefault(wanted.name(), Set.of());
        if (found.contains(wanted)) {
            return wanted;
        }
        if (found.size() == 1 && (wanted.namespace() == null || !exactly)) {
            return found.iterator().next();
        }
        if (found.isEmpty()) {
            problems.add("the source has no stream " + wanted + ": " + insteadOf(wanted));
        } else if (wanted.namespace() != null) {
            problems.add("the source has no stream " + wanted + ", but " + withNamespaces(found));
        } else {
            problems.add("the source has " + found.size() + " streams named " + wanted + ", which are "
                    + withNamespaces(found) + ": select one of them by StreamName.of(namespace, name)");
        }
        return null;
    }

    private String insteadOf(StreamName wanted) {
        List<String> meant = calls(wanted.name());
        if (meant.isEmpty()) {
            meant = Messages.nearest(wanted.name(), byName.keySet());
        }
        if (meant.isEmpty()) {
            meant =
                    Messages.nearest(
                                    wanted.name(),
                                    streams.keySet().stream()
                                            .map(StreamName::toString)
                                            .toList())
                            .stream()
                            .limit(1)
                            .flatMap(dotted -> calls(dotted).stream())
                            .toList();
        }
        return meant.isEmpty()
                ? "it has " + Messages.listed(byName.keySet())
                : "did you mean " + Messages.listed(meant) + "?";
    }

    /** Returns the calls that name the streams whose namespace and name, joined by a dot, equal the text. */
    private List<String> calls(String dotted) {
        return streams.keySet().stream()
                .filter(name -> name.namespace() != null && dotted.equals(name.toString()))
                .map(StreamName::asCode)
                .toList();
    }

    private static String withNamespaces(Collection<StreamName> found) {
        return Messages.listed(found.stream()
                .map(name -> name.namespace() == null ? name + " without a namespace" : name.toString())
                .toList());
    }
}
