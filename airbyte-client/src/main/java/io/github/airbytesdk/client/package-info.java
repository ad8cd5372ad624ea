/**
 * A typed client for Airbyte's public API. Start at {@link io.github.airbytesdk.client.AirbyteClient}, which says what holds
 * for every call. What goes wrong is an {@link io.github.airbytesdk.client.AirbyteApiException}; lists that come in pages are
 * read by {@link io.github.airbytesdk.client.Pages}.
 *
 * <p>The calls and their models are generated from the project's own description of the API and stand in {@code
 * io.github.airbytesdk.client.api} and {@code io.github.airbytesdk.client.model}. What is written by hand here is what
 * the generator cannot know: credentials and tokens, which calls may be repeated and which must never be, how long each
 * may take, and errors that say what to do and hide what is secret.
 *
 * <p>A null where none is allowed is a {@link NullPointerException}, here and in the other packages.
 */
@NullMarked
package io.github.airbytesdk.client;

import org.jspecify.annotations.NullMarked;
