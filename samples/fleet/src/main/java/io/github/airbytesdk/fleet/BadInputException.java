package io.github.airbytesdk.fleet;

import java.util.List;

/** All that is wrong with the input, a line each, with the place. No line shows a configuration's values. */
final class BadInputException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    BadInputException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
