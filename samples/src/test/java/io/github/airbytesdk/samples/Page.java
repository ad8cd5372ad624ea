package io.github.airbytesdk.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A documentation page at the project's top level: its text, and its code blocks in order. */
record Page(String name) {
    static final Page README = new Page("README.md");

    List<String> java() throws IOException {
        return blocks("java");
    }

    List<String> xml() throws IOException {
        return blocks("xml");
    }

    String text() throws IOException {
        return Files.readString(Path.of("..", name));
    }

    List<String> blocks(String language) throws IOException {
        Pattern block = Pattern.compile("```" + language + "\\R(.*?)```", Pattern.DOTALL);
        return block.matcher(text()).results().map(match -> match.group(1)).toList();
    }
}
