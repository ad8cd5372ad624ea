package io.github.airbytesdk.embedded;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call that the server received.
 *
 * @param number counts the calls from 1, in order of arrival
 * @param operation the operation's id in Airbyte's public API, such as {@code createSource}; empty for a path that is
 *     none of them
 * @param method the HTTP method
 * @param target path and query, as sent
 * @param headers the request's headers, by lower-case name
 * @param body the request's body as text, empty if there was none
 * @param status the status that was sent, or 0 if nothing was sent (yet)
 * @param acted whether the server carried out the operation successfully, regardless of what it then sent
 * @since 0.1.0
 */
public record Call(
        long number,
        String operation,
        String method,
        String target,
        Map<String, List<String>> headers,
        String body,
        int status,
        boolean acted) {

    /** Returns the first value of a header, or null. The case of the name does not matter. */
    public @Nullable String header(String name) {
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return header.getValue().get(0);
            }
        }
        return null;
    }

    /** Returns the request line and its result, without headers and bodies, which may contain secrets. */
    @Override
    public String toString() {
        return "#" + number + " " + operation + " " + method + " " + target + " -> " + status
                + (acted ? " acted" : " did not act");
    }
}
