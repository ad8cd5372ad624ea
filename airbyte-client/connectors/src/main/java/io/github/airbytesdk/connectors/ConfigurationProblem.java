package io.github.airbytesdk.connectors;

/**
 * One problem of a configuration.
 *
 * @param path where it is, such as {@code $.tunnel_method.tunnel_port}
 * @param message what is wrong and what is expected; it quotes no secret
 * @param isRefused whether a server with this version of the connector refuses the configuration because of it; false for
 *     a member that the specification does not know, which the server stores and the connector ignores
 */
public record ConfigurationProblem(String path, String message, boolean isRefused) {
    /** Returns path and message in one line, such as {@code $.port: is 70000, more than the maximum of 65536}. */
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
