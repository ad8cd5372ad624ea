package io.github.airbytesdk.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operations of an API, with their methods and paths. Read from a file with one operation per line. */
final class Operations {
    static final Operations PUBLIC = read("operations.txt");

    /** Those of Airbyte's internal API, the Config API, that EmbeddedAirbyte serves. */
    static final Operations CONFIG = read("config-operations.txt");

    private final List<Operation> operations;
    private final Set<String> ids;

    private record Operation(String method, List<String> template, String id) {}

    /** A request's operation and the values in its path. */
    record Route(String operation, Map<String, String> parameters) {}

    private Operations(List<Operation> operations) {
        this.operations = operations;
        this.ids = operations.stream().map(Operation::id).collect(Collectors.toUnmodifiableSet());
    }

    private static Operations read(String resource) {
        List<Operation> operations = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Operations.class.getResourceAsStream(resource)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                operations.add(new Operation(words[0], segments(words[1]), words[2]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Operations(operations);
    }

    /** Returns {@code id} if it names an operation. */
    static String checked(String id) {
        if (!PUBLIC.ids.contains(id) && !CONFIG.ids.contains(id)) {
            throw new IllegalArgumentException(
                    "no operation of Airbyte's API is named \"" + id + "\"; an example is createSource");
        }
        return id;
    }

    static List<String> segments(String path) {
        List<String> segments = new ArrayList<>(List.of(path.split("/", -1)));
        segments.removeIf(String::isEmpty);
        return segments;
    }

    /**
     * Finds the operation of a request.
     *
     * @param segments the path after the base path of the API
     * @return null if there is no such path
     * @throws WrongMethod if the path exists for other methods only
     */
    @Nullable
    Route route(String method, List<String> segments) throws WrongMethod {
        List<String> otherMethods = new ArrayList<>();
        for (Operation operation : operations) {
            if (matches(operation.template(), segments)) {
                if (operation.method().equals(method)) {
                    return new Route(operation.id(), parameters(operation.template(), segments));
                }
                otherMethods.add(operation.method());
            }
        }
        if (otherMethods.isEmpty()) {
            return null;
        }
        throw new WrongMethod(otherMethods);
    }

    /** No operation of the path has the request's method. */
    static final class WrongMethod extends Exception {
        private static final long serialVersionUID = 1L;

        WrongMethod(List<String> allowed) {
            super("allowed: " + allowed);
        }
    }

    private static boolean matches(List<String> template, List<String> segments) {
        if (template.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!isParameter(template.get(i)) && !template.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> parameters(List<String> template, List<String> segments) {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String name = template.get(i);
            if (isParameter(name)) {
                parameters.put(name.substring(1, name.length() - 1), segments.get(i));
            }
        }
        return parameters;
    }

    private static boolean isParameter(String templateSegment) {
        return templateSegment.startsWith("{");
    }
}
