package io.github.airbytesdk.client;

import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import io.github.airbytesdk.client.model.AccessTokenResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.function.LongSupplier;
import okhttp3.Call;

/** Fetches an access token, with a JSON body because some self-managed servers do not accept a form (not recorded). */
final class TokenRequest implements ClientCredentials.TokenEndpoint {
    private static final String OPERATION = "createAccessToken";
    private static final String PATH = "/applications/token";
    private static final String GRANT = "client_credentials";
    private static final TypeToken<AccessTokenResponse> RESPONSE = TypeToken.get(AccessTokenResponse.class);

    private final Transport transport;
    private final String clientId;
    private final String clientSecret;
    private final LongSupplier nanoTime;

    TokenRequest(Transport transport, String clientId, String clientSecret, LongSupplier nanoTime) {
        this.transport = transport;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.nanoTime = nanoTime;
    }

    @Override
    public AccessToken fetch(Call waiting) throws IOException {
        Call call = transport.buildCall(OPERATION, "POST", PATH, Query.of(), body());
        String failed = "no access token from " + call.request().url() + ": ";
        AccessTokenResponse response;
        try {
            response = Objects.requireNonNull(transport.execute(call, RESPONSE, waiting::isCanceled));
        } catch (AirbyteApiException e) {
            boolean abandoned = Thread.currentThread().isInterrupted() || waiting.isCanceled();
            throw new AuthorizationException(e.status(), failed + reason(e), e, abandoned);
        }
        String token = response.getAccessToken();
        if (token == null || !HeaderText.isValid(token)) {
            throw new AuthorizationException(
                    200, failed + transport.exceptions().withoutToken(), null);
        }
        return AccessToken.receivedAt(nanoTime.getAsLong(), token, response.getExpiresIn());
    }

    /** Airbyte's description requires {@code grant_type} and defines {@code grant-type}. Gateways may validate either. */
    private JsonObject body() {
        JsonObject body = new JsonObject();
        body.addProperty("client_id", clientId);
        body.addProperty("client_secret", clientSecret);
        body.addProperty("grant_type", GRANT);
        body.addProperty("grant-type", GRANT);
        return body;
    }

    private static String reason(AirbyteApiException e) {
        String message = String.valueOf(e.getMessage());
        return message.replaceFirst("^" + OPERATION + ": (not sent: )?", "");
    }
}
