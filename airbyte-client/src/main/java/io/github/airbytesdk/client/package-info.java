/**
 * A typed client for Airbyte's public API. Start at {@link io.github.airbytesdk.client.AirbyteClient}, which describes what
 * applies to every call. Calls that fail throw {@link io.github.airbytesdk.client.AirbyteApiException}. {@link
 * io.github.airbytesdk.client.configuration.JsonConfiguration} converts a value to the configuration of a connector.
 *
 * <p>The classes of the calls, such as {@link io.github.airbytesdk.client.SourcesApi}, and the models in {@code
 * io.github.airbytesdk.client.model} are generated from the project's own description of the API, and {@link
 * io.github.airbytesdk.client.ConfigApi} with {@code io.github.airbytesdk.client.config} from that of Airbyte's internal Config
 * API. The other classes handle what the description does not contain: credentials and tokens, repeats, timeouts, and error
 * messages without secrets.
 *
 * <p>Required parameters of a call are arguments. Optional ones are set on a query object:
 *
 * <pre>{@code
 * JobsResponse jobs = client.jobs().listJobs(query -> query.connectionId(connectionId).limit(10));
 * Stream<SourceResponse> sources = client.sources().streamSources(query -> query.workspaceIds(List.of(workspaceId)));
 * }</pre>
 *
 * <p>Methods throw {@link NullPointerException} for a null argument unless it is declared nullable, here and in the other
 * packages.
 */
@NullMarked
package io.github.airbytesdk.client;

import org.jspecify.annotations.NullMarked;
