package io.github.airbytesdk.client;

import com.google.gson.JsonParseException;
import io.github.airbytesdk.client.invoker.ApiClient;
import io.github.airbytesdk.client.invoker.JSON;
import io.github.airbytesdk.client.model.ApplicationTokenRequestWithGrant;
import io.github.airbytesdk.client.model.PublicAccessTokenResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Fetches an access token. It is asked for with JSON: self-managed servers refuse the form that OAuth uses elsewhere. */
final class TokenRequest implements ClientCredentials.TokenEndpoint {
    private static final Duration BUDGET = Duration.ofSeconds(30);

    private final OkHttpClient http;
    private final HttpUrl url;
    private final String clientId;
    private final String clientSecret;
    private final LongSupplier nanoTime;

    TokenRequest(OkHttpClient http, HttpUrl baseUrl, String clientId, String clientSecret, LongSupplier nanoTime) {
        this.http = http;
        this.url = baseUrl.newBuilder().addPathSegments("applications/token").build();
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.nanoTime = nanoTime;
    }

    @Override
    public AccessToken fetch(Call waiting) throws IOException {
        Request request = new Request.Builder()
                .url(url)
                .header("Accept", "application/json")
                .header("User-Agent", ApiClient.USER_AGENT)
                .post(RequestBody.create(
                        JSON.serialize(new ApplicationTokenRequestWithGrant()
                                .clientId(clientId)
                                .clientSecret(clientSecret)),
                        Transport.JSON_TYPE))
                .build();
        Call call = CallContext.begin(http.newCall(request), "createAccessToken");
        call.timeout().timeout(BUDGET.toNanos(), TimeUnit.NANOSECONDS);
        try (InterruptWatch watch = InterruptWatch.over(call, waiting::isCanceled);
                Response response = call.execute()) {
            if (!response.isSuccessful()) {
                throw refused(response);
            }
            return read(response);
        } catch (AuthorizationException e) {
            throw e;
        } catch (IOException e) {
            boolean abandoned = Thread.currentThread().isInterrupted() || waiting.isCanceled();
            throw new AuthorizationException(0, "no access token from " + url + ": " + e.getMessage(), e, abandoned);
        } finally {
            CallContext.end(call);
        }
    }

    private AuthorizationException refused(Response response) {
        ErrorResponse answer = ErrorResponse.of(response, Redactor.of(List.of(clientSecret)));
        return new AuthorizationException(
                response.code(),
                "no access token from " + url + ": " + response.code() + " " + answer.text()
                        + (isOutage(response.code())
                                ? ""
                                : "; check the client id and the client secret; see TROUBLESHOOTING.md#credentials"),
                null);
    }

    private static boolean isOutage(int status) {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }

    private AccessToken read(Response response) throws AuthorizationException {
        PublicAccessTokenResponse answer;
        try {
            answer = JSON.getGson().fromJson(BoundedBody.text(response), PublicAccessTokenResponse.class);
        } catch (JsonParseException notJson) {
            answer = null;
        }
        String token = answer == null ? null : answer.getAccessToken();
        if (answer == null || token == null || !HeaderText.isValid(token)) {
            throw new AuthorizationException(
                    response.code(),
                    "no access token from " + url + ": the answer holds none; is the base URL right?"
                            + " See TROUBLESHOOTING.md#wrong-base-url",
                    null);
        }
        return AccessToken.receivedAt(nanoTime.getAsLong(), token, answer.getExpiresIn());
    }
}
