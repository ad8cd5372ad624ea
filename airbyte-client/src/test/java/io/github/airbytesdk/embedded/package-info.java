/**
 * A stand-in for an Airbyte server, for tests: one process, no Docker, no data moved.
 *
 * <p>Start at {@link io.github.airbytesdk.embedded.EmbeddedAirbyte}. It answers Airbyte's public API on 127.0.0.1 and
 * remembers what was created, so that code under test talks to it over plain HTTP as it would to a real server:
 *
 * <pre>{@code
 * try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start()) {
 *     runCodeUnderTest(airbyte.url(), airbyte.clientId(), airbyte.clientSecret(), airbyte.workspaceId());
 *     assertEquals(1, airbyte.connections().size());
 * }
 * }</pre>
 *
 * <p>{@link io.github.airbytesdk.embedded.Fault} makes a call go wrong, {@link io.github.airbytesdk.embedded.Drift}
 * makes the answers look like those of another version, and {@link io.github.airbytesdk.embedded.SourceStream} says
 * what a source offers. The records are views of what the server holds and of what it was asked.
 */
@NullMarked
package io.github.airbytesdk.embedded;

import org.jspecify.annotations.NullMarked;
