package io.github.airbytesdk.client;

import java.util.List;

/** Credentials that never change: a bearer token of the caller's, or a user and a password. */
final class FixedAuthorization implements Authorization {
    private final String header;
    private final List<String> secrets;

    FixedAuthorization(String header, String secret) {
        this.header = header;
        this.secrets = List.of(secret, header.substring(header.indexOf(' ') + 1));
    }

    @Override
    public String header() {
        return header;
    }

    @Override
    public List<String> secrets() {
        return secrets;
    }
}
