/**
 * Selects the streams that a connection syncs, and how each one is synced. {@link
 * io.github.airbytesdk.provisioning.streams.StreamSelection} is the entry point; {@link
 * io.github.airbytesdk.provisioning.streams.StreamName} names a stream that exists in several namespaces.
 *
 * <p>{@code PipelineProvisioner.streams(selection)} applies a selection to the streams of the source. A caller who
 * makes the calls without the provisioner resolves it directly:
 *
 * <pre>{@code
 * List<StreamProperties> streams = client.streams().getStreamProperties(
 *         sourceId, query -> query.destinationId(destinationId).ignoreCache(true));
 * client.connections().createConnection(new ConnectionCreateRequest()
 *         .sourceId(sourceId)
 *         .destinationId(destinationId)
 *         .configurations(StreamSelection.only("users", "orders").resolve(streams)));
 * }</pre>
 *
 * <p>A selection is checked before the connection is created, by the rules of Airbyte's own server, and all problems are
 * reported in one {@link java.lang.IllegalArgumentException}. The package sends no requests and depends only on the models
 * of {@code airbyte-client}. Its public types are immutable and safe for use by multiple threads.
 */
@NullMarked
package io.github.airbytesdk.provisioning.streams;

import org.jspecify.annotations.NullMarked;
