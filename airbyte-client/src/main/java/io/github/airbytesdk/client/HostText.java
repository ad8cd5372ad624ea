package io.github.airbytesdk.client;

import okhttp3.HttpUrl;

/** Writes host names for messages. */
final class HostText {
    private HostText() {}

    /** Returns the host of a URL, an IPv6 address in brackets. */
    static String of(HttpUrl url) {
        return url.host().contains(":") ? "[" + url.host() + "]" : url.host();
    }
}
