package io.github.airbytesdk.client;

import java.util.function.Supplier;
import okhttp3.Call;

/** Bearer tokens from the application's own code, which is called before each request and again after a 401. */
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
        String text = token == null ? "" : token.strip();
        if (!HeaderText.isValid(text)) {
            throw new AuthorizationException(
                    0, "the bearer token's supplier returned a blank token or one that a header cannot contain", null);
        }
        return "Bearer " + text;
    }

    @Override
    public String headerInsteadOf(String rejected, Call call) throws AuthorizationException {
        return header(call);
    }
}
