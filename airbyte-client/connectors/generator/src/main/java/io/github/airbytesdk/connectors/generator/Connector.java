package io.github.airbytesdk.connectors.generator;

import com.google.gson.JsonObject;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import org.jspecify.annotations.Nullable;

/**
 * A connector to write a class for.
 *
 * @param className the class
 * @param kind source or destination
 * @param name its name for messages, such as {@code source-postgres}
 * @param type the value of {@code sourceType} or {@code destinationType}; null for a custom connector, which is named by
 *     its definition id
 * @param documentation the address of its documentation, if known
 * @param schema the facts about its configuration
 */
record Connector(
        ClassName className,
        Kind kind,
        String name,
        @Nullable String type,
        @Nullable String documentation,
        JsonObject schema) {

    /** Source or destination. */
    enum Kind {
        SOURCE("source"),
        DESTINATION("destination");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        /** Returns the folder of the facts, and the package of the classes. */
        String plural() {
            return word + "s";
        }

        String typeMember() {
            return word + "Type";
        }
    }

    CodeBlock javadoc() {
        CodeBlock.Builder javadoc =
                CodeBlock.builder().add("Configuration of <code>$L</code>. Not thread-safe.", Javadoc.text(name));
        if (documentation != null) {
            javadoc.add("\n\n@see <a href=\"$L\">Airbyte's documentation</a>\n", documentation.replace("\"", ""));
        }
        return javadoc.build();
    }
}
