package io.github.airbytesdk.provisioning.streams;

import java.util.regex.Pattern;

/** Keeps messages on one line: sources can report names that contain line breaks and other control characters. */
final class OneLine {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

    private OneLine() {}

    /** Returns the message with each control character and line separator escaped, such as {@code \}{@code u000a}. */
    static String of(String message) {
        return CONTROL.matcher(message)
                .replaceAll(
                        match -> String.format("\\\\u%04x", (int) match.group().charAt(0)));
    }
}
