package io.github.airbytesdk.client;

import java.util.List;
import okhttp3.Call;

/** Credentials that do not change: a bearer token of the application, or a user and a password. */
final class FixedAuthorization implements Authorization {
    private final String header;
    private final List<String> secrets;

    FixedAuthorization(String header, String secret) {
        this.header = header;
        this.secrets = List.of(secret);
    }

    @Override
    public String header(Call call) {
        return header;
    }

    @Override
    public List<String> secrets() {
        return secrets;
    }
}
