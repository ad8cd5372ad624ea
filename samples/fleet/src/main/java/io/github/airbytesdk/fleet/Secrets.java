package io.github.airbytesdk.fleet;

import com.google.gson.JsonPrimitive;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What references have led to, to be hidden in texts. The SDK hides the strings of a configuration as they are; a server may
 * quote the password alone of a string that holds more.
 */
final class Secrets {
    private static final int MIN_LENGTH = 4;

    private final Set<String> texts = new LinkedHashSet<>();

    void add(String secret) {
        addForms(secret);
        secret.lines().forEach(line -> addForms(line.strip()));
    }

    private void addForms(String secret) {
        if (secret.length() < MIN_LENGTH) {
            return;
        }
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String json = new JsonPrimitive(secret).toString();
        texts.addAll(List.of(secret, form, form.replace("+", "%20"), json.substring(1, json.length() - 1)));
    }

    /** Returns a text with {@code ***} in the place of each secret of four or more characters. */
    String hideIn(String text) {
        String hidden = text;
        // The longest first, so that one inside another does not uncover the rest of it.
        for (String secret : texts.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList()) {
            hidden = hidden.replace(secret, "***");
        }
        return hidden;
    }
}
