package io.github.airbytesdk.provisioning.streams;

import com.google.gson.Gson;
import io.github.airbytesdk.client.invoker.JSON;
import io.github.airbytesdk.client.model.SelectedFieldInfo;
import io.github.airbytesdk.client.model.StreamConfiguration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a caller wants of one stream: copied, and checked by the rules that need no server. */
final class StreamSettings {
    private StreamSettings() {}

    /**
     * Takes in what a lambda sets.
     *
     * @param before what earlier ones have set for the same stream
     */
    static StreamConfiguration of(
            StreamName name, @Nullable StreamConfiguration before, Consumer<StreamConfiguration> change) {
        StreamConfiguration given =
                before == null ? new StreamConfiguration().name(name.name()).namespace(name.namespace()) : copy(before);
        change.accept(given);
        if (!name.name().equals(given.getName()) || !Objects.equals(name.namespace(), given.getNamespace())) {
            throw new IllegalArgumentException(
                    "stream " + name + ": its name and namespace must not be changed: give StreamName.of(...) instead");
        }
        StreamConfiguration settings = withoutEmptyLists(copy(given));
        List<String> problems = problems(settings);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("stream " + name + ": " + String.join("; ", problems));
        }
        return settings;
    }

    /** Also refuses enum values that this version does not know. */
    static StreamConfiguration copy(StreamConfiguration settings) {
        Gson gson = JSON.getGson();
        return gson.fromJson(gson.toJsonTree(settings), StreamConfiguration.class);
    }

    /** Airbyte's own answers show "not set" as empty lists. It then takes no list of fields without a field, though. */
    private static StreamConfiguration withoutEmptyLists(StreamConfiguration settings) {
        return settings.cursorField(emptyToNull(settings.getCursorField()))
                .primaryKey(emptyToNull(settings.getPrimaryKey()))
                .mappers(emptyToNull(settings.getMappers()));
    }

    private static <T> @Nullable List<T> emptyToNull(@Nullable List<T> list) {
        return list == null || list.isEmpty() ? null : list;
    }

    private static List<String> problems(StreamConfiguration settings) {
        List<String> problems = new ArrayList<>();
        if (settings.getCursorField() != null && !isPath(settings.getCursorField())) {
            problems.add("cursorField " + settings.getCursorField() + " has an element that is null");
        }
        if (settings.getPrimaryKey() != null) {
            Set<List<String>> seen = new HashSet<>();
            for (List<String> path : settings.getPrimaryKey()) {
                if (path == null || !isPath(path)) {
                    problems.add("primaryKey " + settings.getPrimaryKey() + " has a path that is empty or null");
                } else if (!seen.add(path)) {
                    problems.add("primaryKey " + settings.getPrimaryKey() + " has " + path + " twice");
                }
            }
        }
        if (settings.getSelectedFields() != null) {
            addProblems(settings.getSelectedFields(), problems);
        }
        return problems;
    }

    private static void addProblems(List<SelectedFieldInfo> selected, List<String> problems) {
        if (selected.isEmpty()) {
            problems.add("selectedFields is empty: select a field at least, or leave it out for all of them");
        }
        Set<List<String>> seen = new HashSet<>();
        for (SelectedFieldInfo field : selected) {
            List<String> path = field == null ? null : field.getFieldPath();
            if (path == null || !isPath(path)) {
                problems.add("selectedFields has a field without a fieldPath");
            } else if (path.size() > 1) {
                problems.add("selected field " + path + " is inside another, and only whole fields at the top can be"
                        + " selected, here [" + path.get(0) + "]");
            } else if (!seen.add(path)) {
                problems.add("selectedFields has " + path + " twice");
            }
        }
    }

    private static boolean isPath(List<String> path) {
        return !path.isEmpty() && path.stream().allMatch(Objects::nonNull);
    }
}
