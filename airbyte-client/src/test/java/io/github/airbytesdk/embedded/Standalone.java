package io.github.airbytesdk.embedded;

import java.io.PrintStream;
import java.io.UncheckedIOException;

/** EmbeddedAirbyte as a program. */
final class Standalone {
    private static final int DEFAULT_PORT = 8000;

    /** The number of arguments. */
    private static final int WITH_CREDENTIALS = 3;

    private Standalone() {}

    /** Starts a server that runs until the process ends. Returns the exit status; a line explains any but 0. */
    static int start(String[] args, PrintStream out, PrintStream err) {
        int port;
        try {
            port = port(args);
        } catch (IllegalArgumentException e) {
            err.println("EmbeddedAirbyte: " + e.getMessage() + "; the arguments are a port, by default " + DEFAULT_PORT
                    + ", and optionally a client id and a client secret");
            return 2;
        }
        EmbeddedAirbyte airbyte;
        try {
            EmbeddedAirbyteBuilder builder = EmbeddedAirbyte.builder().port(port);
            airbyte = (args.length == WITH_CREDENTIALS ? builder.clientCredentials(args[1], args[2]) : builder).start();
        } catch (UncheckedIOException e) {
            err.println("EmbeddedAirbyte: cannot listen on port " + port + ": " + e.getMessage());
            return 1;
        }
        out.println(
                "EmbeddedAirbyte is a fake Airbyte server for tests. It moves no data and keeps nothing when it ends.");
        out.println("Base URL:      " + airbyte.baseUrl());
        out.println("Workspace id:  " + airbyte.workspaceId());
        out.println("Client id:     " + airbyte.clientId());
        out.println("Client secret: " + airbyte.clientSecret());
        out.println();
        airbyte.environment().forEach((name, value) -> out.println("export " + name + "=" + value));
        out.println();
        out.println("Press Ctrl+C to stop it.");
        out.flush();
        return 0;
    }

    private static int port(String[] args) {
        if (args.length == 0) {
            return DEFAULT_PORT;
        }
        if (args.length != 1 && args.length != WITH_CREDENTIALS) {
            throw new IllegalArgumentException(args.length + " arguments");
        }
        if (!args[0].matches("\\d{1,5}") || Integer.parseInt(args[0]) > 65535) {
            throw new IllegalArgumentException("\"" + args[0] + "\" is not a port");
        }
        return Integer.parseInt(args[0]);
    }
}
