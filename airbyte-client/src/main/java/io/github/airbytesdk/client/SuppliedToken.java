package io.github.airbytesdk.client;

import java.util.List;
import java.util.function.Supplier;

/** Bearer tokens from the caller's own code, which is asked before each request and again after a 401. */
final class SuppliedToken implements Authorization {
    private final Supplier<String> tokens;
    private volatile String latest = "";

    SuppliedToken(Supplier<String> tokens) {
        this.tokens = tokens;
    }

    @Override
    public String header() throws AuthorizationException {
        String token;
        try {
            token = tokens.get();
        } catch (RuntimeException e) {
            throw new AuthorizationException(
                    0, "the bearer token's supplier failed: " + e.getClass().getName(), e);
        }
        if (!HeaderText.isValid(token)) {
            throw new AuthorizationException(
                    0, "the bearer token's supplier returned no token that a header can hold", null);
        }
        latest = token;
        return "Bearer " + token;
    }

    @Override
    public String headerInsteadOf(String rejected) throws AuthorizationException {
        return header();
    }

    @Override
    public List<String> secrets() {
        return List.of(latest);
    }
}
