package io.github.airbytesdk.connectors.generator;

import com.google.gson.JsonObject;
import com.palantir.javapoet.ClassName;
import io.github.airbytesdk.connectors.generator.Connector.Kind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The command line of the generator.
 *
 * <pre>
 * classes FACTS OUTPUT                      writes the classes of all connectors in the folder FACTS
 * class SPEC NAME OUTPUT [TYPE]             writes the class NAME for one connector
 * facts PUBLISHED FACTS [--remove-missing]  brings the folder FACTS up to date, and prints what changed
 * </pre>
 *
 * <p>SPEC is a registry entry, a {@code spec} message of a connector, or its {@code connectionSpecification}; JSON or YAML.
 * TYPE is the value of {@code sourceType} or {@code destinationType}; without it, the builder takes a definition id. The
 * class of a destination has a name that starts with Destination. PUBLISHED is a connector registry or Airbyte's OpenAPI
 * description.
 */
public final class Main {
    private static final String USAGE = "usage: classes FACTS OUTPUT | class SPEC NAME OUTPUT [TYPE] | "
            + "facts PUBLISHED FACTS [--remove-missing]";

    private Main() {}

    /**
     * Runs a command.
     *
     * @throws IllegalArgumentException if the arguments or a file cannot be understood
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String... args) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(args));
        boolean removesMissing = arguments.remove("--remove-missing");
        String command = arguments.isEmpty() ? "" : arguments.get(0) + " " + arguments.size();
        switch (command) {
            case "classes 3" -> classes(Path.of(args[1]), Path.of(args[2]));
            case "class 4", "class 5" ->
                oneClass(Path.of(args[1]), args[2], Path.of(args[3]), args.length == 5 ? args[4] : "");
            case "facts 3" -> facts(Path.of(arguments.get(1)), Path.of(arguments.get(2)), removesMissing, System.out);
            default -> throw new IllegalArgumentException(USAGE);
        }
    }

    private static void classes(Path facts, Path output) throws IOException {
        OutputFolder folder = new OutputFolder(output);
        if (folder.isUpToDate(facts)) {
            return;
        }
        Map<String, ClassName> classes = new TreeMap<>();
        for (Map.Entry<String, JsonObject> entry :
                new FactsFolder(facts).schemas().entrySet()) {
            Connector connector = connector(entry.getKey(), entry.getValue());
            classes.put(connector.name(), connector.className());
            folder.write(ConnectorClass.write(connector));
        }
        folder.write(SpecIndexClass.write(classes));
        folder.finish(facts);
    }

    /** Airbyte's documentation has a page for each connector, named as the connector is. */
    static Connector connector(String name, JsonObject schema) {
        Kind kind = FactsFolder.kind(name);
        String type = FactsFolder.type(name);
        return new Connector(
                ClassName.get(
                        "io.github.airbytesdk.connectors." + kind.plural(), JavaNames.type(name, JavaNames.none())),
                kind,
                name,
                type,
                "https://docs.airbyte.com/integrations/" + kind.plural() + "/" + type,
                schema);
    }

    private static void oneClass(Path spec, String name, Path output, String type) throws IOException {
        JsonObject published = PublishedSpecs.read(spec);
        ClassName className = ClassName.bestGuess(name);
        boolean isDestination = className.simpleName().startsWith("Destination");
        JsonObject facts = PublishedSpecs.facts(PublishedSpecs.one(published));
        if (!facts.has("properties")) {
            throw new IllegalArgumentException(spec + " does not contain a connectionSpecification with properties");
        }
        new OutputFolder(output)
                .write(ConnectorClass.write(new Connector(
                        className,
                        isDestination ? Kind.DESTINATION : Kind.SOURCE,
                        type.isEmpty() ? className.simpleName() : type,
                        type.isEmpty() ? null : type,
                        PublishedSpecs.documentation(published),
                        facts)));
    }

    static void facts(Path published, Path facts, boolean removesMissing, PrintStream out) throws IOException {
        FactsFolder folder = new FactsFolder(facts);
        JsonObject document = PublishedSpecs.read(published);
        NavigableMap<String, JsonObject> before = folder.schemas();
        NavigableMap<String, JsonObject> after = new TreeMap<>(PublishedSpecs.all(document));
        NavigableMap<String, String> definitions = folder.definitions();
        definitions.putAll(PublishedSpecs.definitions(document));
        int changed = 0;
        int missing = 0;
        for (String name : after.keySet()) {
            if (!before.containsKey(name)) {
                out.println("added " + name);
                changed++;
            }
        }
        for (String name : before.keySet()) {
            if (!after.containsKey(name)) {
                out.println((removesMissing ? "removed " : "kept, although missing in the file: ") + name);
                missing++;
                continue;
            }
            List<String> changes = FactsChanges.between(before.get(name), after.get(name));
            changes.forEach(change -> out.println(name + ": " + change));
            changed += changes.isEmpty() ? 0 : 1;
        }
        if (!removesMissing) {
            before.forEach(after::putIfAbsent);
        }
        folder.write(definitions, after);
        out.println(String.format(
                Locale.ROOT,
                "%d connectors: %d changed or added, %d missing in the file",
                after.size(),
                changed,
                missing));
    }
}
