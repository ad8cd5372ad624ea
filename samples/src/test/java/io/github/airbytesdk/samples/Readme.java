package io.github.airbytesdk.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** README's text and its blocks, in their order. */
final class Readme {
    private Readme() {}

    static List<String> java() throws IOException {
        return blocks("java");
    }

    static List<String> xml() throws IOException {
        return blocks("xml");
    }

    static String text() throws IOException {
        return Files.readString(Path.of("../README.md"));
    }

    private static List<String> blocks(String language) throws IOException {
        Pattern block = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL);
        return block.matcher(text()).results().map(match -> match.group(1)).toList();
    }
}
