/**
 * A fake Airbyte server for tests: in process, without Docker, and without moving any data.
 *
 * <p>Start with {@link io.github.airbytesdk.embedded.EmbeddedAirbyte}. It serves Airbyte's public API on 127.0.0.1 and
 * remembers what is created, so the code under test uses plain HTTP as with a real server:
 *
 * <pre>{@code
 * try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start()) {
 *     runCodeUnderTest(airbyte.url(), airbyte.clientId(), airbyte.clientSecret(), airbyte.workspaceId());
 *     assertEquals(1, airbyte.connections().size());
 * }
 * }</pre>
 *
 * <p>{@link io.github.airbytesdk.embedded.Fault} makes calls fail, {@link io.github.airbytesdk.embedded.Drift} makes
 * responses differ as those of other versions do, and {@link io.github.airbytesdk.embedded.SourceStream} describes what a
 * source offers. The records are snapshots of what the server holds and of the calls that it received.
 */
@NullMarked
package io.github.airbytesdk.embedded;

import org.jspecify.annotations.NullMarked;
