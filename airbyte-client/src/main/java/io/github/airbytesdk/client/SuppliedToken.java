package io.github.airbytesdk.client;

import java.util.function.Supplier;
import okhttp3.Call;

/** Bearer tokens from the caller's own code, which is asked before each request and again after a 401. */
final class SuppliedToken implements Authorization {
    private final Supplier<String> tokens;

    SuppliedToken(Supplier<String> tokens) {
        this.tokens = tokens;
    }

    @Override
    public String header(Call call) throws AuthorizationException {
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
        return "Bearer " + token;
    }

    @Override
    public String headerInsteadOf(String rejected, Call call) throws AuthorizationException {
        return header(call);
    }
}
