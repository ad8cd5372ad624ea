/**
 * Provisions Airbyte pipelines. Start at {@link io.github.airbytesdk.provisioning.PipelineProvisioner}. Next are
 * {@link io.github.airbytesdk.provisioning.streams.StreamSelection} for which streams are synced and how,
 * {@link io.github.airbytesdk.provisioning.IfExists} for repeated runs,
 * {@link io.github.airbytesdk.provisioning.SyncWatch} to wait for the first sync, and
 * {@link io.github.airbytesdk.provisioning.Deprovisioner} to delete a pipeline.
 *
 * <h2>Requests</h2>
 *
 * <p>The source and the destination are looked up before anything is created: by the ids given to {@code useSource(id)} and
 * {@code useDestination(id)}, and, unless the policy is
 * {@link io.github.airbytesdk.provisioning.IfExists#CREATE_ANOTHER}, by their names. If one of them is refused, nothing has
 * been created. Then these requests are sent:
 *
 * <ol>
 *   <li>{@code POST /sources}. If the server does not know the connector by its name, the name is looked up in the workspace's
 *       definitions, and the request is sent with the id of the definition.
 *   <li>{@code POST /destinations}, likewise.
 *   <li>{@code GET /streams}. If {@code checkConnections()} was called, two requests to Airbyte's internal API precede it.
 *   <li>{@code POST /connections}.
 *   <li>{@code POST /jobs}, which starts the first sync.
 * </ol>
 *
 * <p>Under {@link io.github.airbytesdk.provisioning.IfExists#UPDATE}, an existing source or destination is changed by a {@code
 * PUT} with its whole configuration instead, and an existing connection by a {@code PATCH} if its settings differ.
 *
 * <h2>Configurations</h2>
 *
 * <p>The configuration of a source or a destination is converted to JSON when it is given, by {@link
 * io.github.airbytesdk.client.configuration.JsonConfiguration}, whose package lists the accepted types. A value of any other
 * type is refused before anything is sent. A member whose value is null is not sent. The artifact {@code airbyte-connectors}
 * has a builder for each connector, which checks the configuration; if it is on the class path,
 * {@link io.github.airbytesdk.provisioning.PipelineProvisioner#plan() plan()} reports the problems of other configurations too.
 *
 * <h2>Failures</h2>
 *
 * <p>Airbyte has no idempotency keys, allows several sources of one name, and can take minutes to respond. A create request
 * has one of three outcomes:
 *
 * <ul>
 *   <li><b>Refused</b>: the request was not sent, or the response was 3xx, or 4xx other than 408. Nothing was created. For
 *       {@code createJob}, 409 is not a refusal, because the sync can still start.
 *   <li><b>Created</b>: the response was 200 and contains the id.
 *   <li><b>Unknown</b>: anything else. The request is not sent again. Instead the lists are searched, at once and then with
 *       growing pauses for 30 seconds. If two consecutive searches find exactly one candidate, it is adopted. Otherwise the
 *       call fails and reports what may exist.
 * </ul>
 *
 * <p>A resource is <b>owned</b> if this call's create returned its id, or if it is a connection between two owned resources.
 * When the call fails, owned resources are deleted: connection, destination, source. Only owned resources are deleted; adopted
 * ones are kept, because a match by name does not prove ownership. A source or destination that is used by a connection of
 * someone else is kept too. The exception lists everything that was kept.
 *
 * <p>Results and exceptions are {@link java.io.Serializable}, so that job frameworks can carry them between processes. Their
 * serialized form is not compatible between versions of this library.
 */
@NullMarked
package io.github.airbytesdk.provisioning;

import org.jspecify.annotations.NullMarked;
