package io.github.airbytesdk.client;

import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Derives the base URL of the public API from the address of an Airbyte. */
final class BaseUrl {
    static final HttpUrl CLOUD = HttpUrl.get("https://api.airbyte.com/v1");

    private static final String SELF_MANAGED_PATH = "/api/public/v1";
    private static final String INTERNAL_API_PATH = "/api/v1";

    private static final HttpUrl CLOUD_CONFIG_API = HttpUrl.get("https://cloud.airbyte.com/api/v1");

    private BaseUrl() {}

    /** Returns the URL of the Config API that belongs to a public API, or null if it cannot be derived. */
    static @Nullable HttpUrl configApi(HttpUrl publicApi) {
        if (publicApi.equals(CLOUD)) {
            return CLOUD_CONFIG_API;
        }
        String path = publicApi.encodedPath();
        if (!path.endsWith(SELF_MANAGED_PATH)) {
            return null;
        }
        String prefix = path.substring(0, path.length() - SELF_MANAGED_PATH.length());
        return publicApi.newBuilder().encodedPath(prefix + INTERNAL_API_PATH).build();
    }

    /** Returns the URL without trailing slashes. */
    static HttpUrl exact(String url) {
        HttpUrl parsed = HttpUrl.parse(url.strip());
        if (parsed == null) {
            throw new IllegalArgumentException("base URL \"" + withoutUserInfo(url)
                    + "\" is not an http or https URL, such as http://localhost:8000");
        }
        if (!parsed.username().isEmpty() || !parsed.password().isEmpty()) {
            throw new IllegalArgumentException("the base URL for " + HostText.of(parsed)
                    + " contains a user or a password; use basic(user, password) instead");
        }
        if (parsed.query() != null || parsed.fragment() != null) {
            throw new IllegalArgumentException(
                    "the base URL for " + HostText.of(parsed) + " contains a query or a fragment; leave them out");
        }
        String path = parsed.encodedPath();
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return parsed.newBuilder().encodedPath(path.isEmpty() ? "/" : path).build();
    }

    /** Returns the URL of an installation with the public API's path, which is added if it is missing. */
    static HttpUrl selfManaged(String url) {
        HttpUrl exact = exact(url);
        String path = exact.encodedPath();
        if (exact.host().equals(CLOUD.host())) {
            return CLOUD;
        }
        if (path.endsWith(INTERNAL_API_PATH)) {
            throw new IllegalArgumentException("base URL \"" + exact
                    + "\" is Airbyte's internal API; give the installation's URL, without " + INTERNAL_API_PATH);
        }
        if (path.endsWith(SELF_MANAGED_PATH)) {
            return exact;
        }
        String prefix = path.endsWith("/api/public")
                ? path.substring(0, path.length() - "/api/public".length())
                : path.equals("/") ? "" : path;
        return exact.newBuilder().encodedPath(prefix + SELF_MANAGED_PATH).build();
    }

    private static String withoutUserInfo(String url) {
        return url.replaceAll("^(\\w+://)?.*@", "$1***@");
    }
}
