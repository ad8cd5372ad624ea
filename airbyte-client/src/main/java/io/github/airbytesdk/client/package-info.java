/**
 * A typed client for Airbyte's public API. Start at {@link io.github.airbytesdk.client.AirbyteClient}, which describes what
 * applies to every call. Calls that fail throw {@link io.github.airbytesdk.client.AirbyteApiException}. {@link
 * io.github.airbytesdk.client.Pages} reads lists that are returned in pages.
 *
 * <p>The calls and their models are generated from the project's own description of the API, in the packages {@code
 * io.github.airbytesdk.client.api} and {@code io.github.airbytesdk.client.model}, and in {@code
 * io.github.airbytesdk.client.config} those of Airbyte's internal Config API. The code in this package handles what the
 * description does not contain: credentials and tokens, repeats, timeouts, and error messages without secrets.
 *
 * <p>Methods throw {@link NullPointerException} for a null argument unless it is declared nullable, here and in the other
 * packages.
 */
@NullMarked
package io.github.airbytesdk.client;

import org.jspecify.annotations.NullMarked;
