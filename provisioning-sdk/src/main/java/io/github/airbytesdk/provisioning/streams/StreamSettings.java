package io.github.airbytesdk.provisioning.streams;

import com.google.gson.JsonElement;
import io.github.airbytesdk.client.model.ConfiguredStreamMapper;
import io.github.airbytesdk.client.model.SelectedFieldInfo;
import io.github.airbytesdk.client.model.StreamConfiguration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The caller's settings for one stream: copied, and checked as far as possible without the source's streams. */
final class StreamSettings {
    private StreamSettings() {}

    /** Applies a caller's lambda to a copy of the stream's earlier settings, and returns a checked copy of the result. */
    static StreamConfiguration of(
            StreamName name, @Nullable StreamConfiguration before, Consumer<StreamConfiguration> change) {
        StreamConfiguration given =
                before == null ? new StreamConfiguration().name(name.name()).namespace(name.namespace()) : copy(before);
        change.accept(given);
        if (!name.name().equals(given.getName()) || !Objects.equals(name.namespace(), given.getNamespace())) {
            throw new IllegalArgumentException(Messages.oneLine("stream " + name
                    + ": its name and namespace must not be changed: pass StreamName.of(...) instead"));
        }
        StreamConfiguration settings = withoutEmptyLists(copy(given));
        List<String> problems = problems(settings);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    Messages.oneLine("stream " + name + ": " + Messages.listed(problems, "; ", "more problems")));
        }
        return settings;
    }

    /** Returns a deep copy. */
    static StreamConfiguration copy(StreamConfiguration settings) {
        // The caller's lambda can have removed the name, which is reported later.
        StreamConfiguration copy = settings.getName() == null
                ? new StreamConfiguration()
                : new StreamConfiguration().name(settings.getName());
        return copy.namespace(settings.getNamespace())
                .syncMode(settings.getSyncMode())
                .cursorField(copy(settings.getCursorField(), element -> element))
                .primaryKey(copy(settings.getPrimaryKey(), path -> copy(path, element -> element)))
                .includeFiles(settings.getIncludeFiles())
                .destinationObjectName(settings.getDestinationObjectName())
                .selectedFields(copy(
                        settings.getSelectedFields(),
                        field -> new SelectedFieldInfo().fieldPath(copy(field.getFieldPath(), element -> element))))
                .mappers(copy(settings.getMappers(), StreamSettings::copy));
    }

    private static ConfiguredStreamMapper copy(ConfiguredStreamMapper mapper) {
        ConfiguredStreamMapper copy = new ConfiguredStreamMapper().id(mapper.getId());
        if (mapper.getType() != null) {
            copy.type(mapper.getType());
        }
        JsonElement configuration = mapper.getMapperConfiguration();
        return configuration == null ? copy : copy.mapperConfiguration(configuration.deepCopy());
    }

    /** Copies a list. Elements that are null are kept, because they are reported later. */
    private static <T> @Nullable List<T> copy(@Nullable List<T> list, UnaryOperator<T> element) {
        if (list == null) {
            return null;
        }
        List<T> copy = new ArrayList<>(list);
        copy.replaceAll(item -> item == null ? item : element.apply(item));
        return copy;
    }

    /** Airbyte's responses show unset lists as empty, but the server refuses an empty list of selected fields. */
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
        if (settings.getCursorField() != null && hasNull(settings.getCursorField())) {
            problems.add("cursorField " + settings.getCursorField() + " has an element that is null");
        }
        if (settings.getPrimaryKey() != null) {
            for (List<String> path : settings.getPrimaryKey()) {
                if (path == null || hasNull(path)) {
                    problems.add("primaryKey has the path " + path + ", with a null");
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
            problems.add("selectedFields is empty: select at least one field, or leave it out to select all fields");
        }
        Set<List<String>> seen = new HashSet<>();
        for (SelectedFieldInfo field : selected) {
            List<String> path = field == null ? null : field.getFieldPath();
            if (path == null || path.isEmpty() || hasNull(path)) {
                problems.add("selectedFields has a field without a fieldPath");
            } else if (path.size() > 1) {
                problems.add("selected field " + path + " is nested, and only top-level fields can be selected, here ["
                        + path.get(0) + "]");
            } else if (!seen.add(path)) {
                problems.add("selectedFields has " + path + " twice");
            }
        }
    }

    private static boolean hasNull(List<String> path) {
        return path.stream().anyMatch(Objects::isNull);
    }
}
