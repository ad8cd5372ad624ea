package io.github.airbytesdk.provisioning.streams;

import io.github.airbytesdk.client.model.StreamConfiguration;
import io.github.airbytesdk.client.model.StreamConfigurations;
import io.github.airbytesdk.client.model.StreamProperties;
import io.github.airbytesdk.provisioning.streams.StreamSelection.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Applies a selection to the streams of a source, and collects every problem. Used once. */
final class StreamResolver {
    /** The server's default limit (not recorded); a self-managed server can have another. */
    private static final int MAX_FIELDS = 20_000;

    private final StreamSelection selection;
    private final DiscoveredStreams streams;
    private final List<String> problems = new ArrayList<>();

    StreamResolver(StreamSelection selection, List<StreamProperties> discovered) {
        this.selection = selection;
        this.streams = new DiscoveredStreams(discovered);
    }

    /** @param tables checks that no two streams share a table; null to skip that */
    StreamConfigurations resolve(@Nullable DestinationTables tables) {
        if (streams.all().isEmpty()) {
            throw new IllegalArgumentException(
                    "the source has no streams to sync: check what its configuration selects,"
                            + " and what its user has access to");
        }
        List<StreamConfiguration> chosen = choose();
        if (tables != null) {
            tables.check(chosen, problems);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(Messages.oneLine(Messages.listed(problems, "; ", "more problems")));
        }
        return new StreamConfigurations().streams(chosen);
    }

    private List<StreamConfiguration> choose() {
        Set<StreamName> named = named();
        Map<StreamName, StreamConfiguration> settings = settings(named);
        List<StreamConfiguration> chosen = new ArrayList<>();
        int fields = 0;
        for (Map.Entry<StreamName, StreamProperties> stream : streams.all().entrySet()) {
            StreamName name = stream.getKey();
            StreamConfiguration own = settings.get(name);
            if (!isChosen(named.contains(name), own != null)) {
                continue;
            }
            if (streams.isRepeated(name)) {
                problems.add("the source has several streams " + name
                        + ", which Airbyte cannot distinguish: leave them out");
            }
            StreamConfiguration sent = new StreamRules(name, stream.getValue(), problems)
                    .configure(
                            own == null ? new StreamConfiguration() : StreamSettings.copy(own), selection.preference);
            chosen.add(sent);
            fields += sent.getSelectedFields() == null
                    ? StreamFields.count(stream.getValue())
                    : sent.getSelectedFields().size();
        }
        if (chosen.isEmpty() && problems.isEmpty()) {
            problems.add("allBut() excludes all streams of the source: " + Messages.listed(selection.names));
        }
        if (fields > MAX_FIELDS) {
            problems.add("the selected streams have " + fields + " fields, and Airbyte accepts at most " + MAX_FIELDS
                    + " in a connection: select fewer streams or fields");
        }
        return chosen;
    }

    private boolean isChosen(boolean named, boolean hasSettings) {
        return switch (selection.scope) {
            case ONLY -> named || hasSettings;
            case ALL_BUT -> !named;
            default -> true;
        };
    }

    /** Returns the full names of the streams that {@code only()} or {@code allBut()} names. */
    private Set<StreamName> named() {
        Map<StreamName, StreamName> named = new HashMap<>();
        for (StreamName name : selection.names) {
            StreamName found = streams.find(name, selection.scope == Scope.ALL_BUT, problems);
            StreamName before = found == null ? null : named.put(found, name);
            if (before != null && selection.scope == Scope.ONLY) {
                problems.add("stream " + found + " is named twice, as " + before + " and as " + name);
            }
        }
        return named.keySet();
    }

    /** Returns the settings by the full names of their streams. */
    private Map<StreamName, StreamConfiguration> settings(Set<StreamName> named) {
        Map<StreamName, StreamConfiguration> settings = new LinkedHashMap<>();
        selection.settings.forEach((name, own) -> {
            // A name that only() or allBut() contains, too, has been reported there.
            StreamName found = streams.find(name, false, selection.names.contains(name) ? new ArrayList<>() : problems);
            if (found == null) {
                return;
            }
            if (selection.scope == Scope.ALL_BUT && named.contains(found)) {
                problems.add(excluded(found));
            } else if (settings.put(found, own) != null) {
                problems.add("stream " + found + " has settings twice, under two names");
            }
        });
        return settings;
    }

    static String excluded(StreamName name) {
        return "stream " + name + " has settings, but allBut() excludes it";
    }
}
