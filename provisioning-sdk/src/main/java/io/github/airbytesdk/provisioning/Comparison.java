package io.github.airbytesdk.provisioning;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The differences between an existing resource and the requested one.
 *
 * @param conflict why the resource can be neither reused nor updated, as the end of a sentence, or null
 * @param differences the names of the settings that were requested and have another value on the server
 * @param isReusable whether the differences, if there are any, do not prevent reuse
 * @param needsUpdate whether an update would change something, as far as is known
 * @param remarks describes the differences that do not prevent reuse, for a plan; empty if there are none
 */
record Comparison(
        @Nullable String conflict, Set<String> differences, boolean isReusable, boolean needsUpdate, String remarks) {
    static final Comparison EQUAL = new Comparison(null, Set.of(), true, false, "");

    static Comparison conflict(String conflict) {
        return new Comparison(conflict, Set.of(), false, false, "");
    }
}
