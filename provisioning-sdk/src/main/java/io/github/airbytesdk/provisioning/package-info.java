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
 * been created. Then {@code POST /sources}, {@code POST /destinations}, {@code GET /streams}, {@code POST /connections} and
 * {@code POST /jobs} are sent. Under {@link io.github.airbytesdk.provisioning.IfExists#UPDATE} an existing source or
 * destination is changed by a {@code PUT} with its whole configuration instead, and an existing connection by a
 * {@code PATCH} if its settings differ.If
 * {@code checkConnections()} was called, two requests to Airbyte's internal API precede {@code GET /streams}.
 *
 * <h2>Configurations</h2>
 *
 * <p>A configuration is copied and checked when it is given. These types are accepted in it:
 *
 * <ul>
 *   <li>{@code Map}, {@code Collection}, arrays, {@code CharSequence}, {@code char[]} as text, {@code Boolean}, the boxed numbers,
 *       {@code BigInteger} and {@code BigDecimal} with all their digits, and null. A
 *       member whose value is null is not sent. Keys are strings, numbers, enums or UUIDs.
 *   <li>Enums by name or by {@code @SerializedName}, {@code UUID}, {@code URI}, {@code Path}, and {@code Optional}, whose empty
 *       value omits the member.
 *   <li>{@code java.time} in ISO 8601, always with seconds, such as {@code 2026-01-02T00:00:00Z}.
 *   <li>Records by their components, and beans by their fields, each read through its getter if it has one. A member is named as
 *       the field or by {@code @SerializedName}. Static and transient fields are left out, and so are null values. Classes with
 *       private fields that no method is named after are not beans.
 *   <li>Gson's elements. Jackson's nodes, and classes annotated for Jackson, which Jackson 2 or 3 writes if it is on the class path.
 *   <li>Kotlin's data classes, unsigned numbers, value classes and delegated properties; Groovy's strings and classes.
 *   <li>Types for which {@link io.github.airbytesdk.provisioning.PipelineProvisioner#gson(com.google.gson.Gson) a Gson of your own}
 *       has an adapter.
 * </ul>
 *
 * <p>At the top level, a {@code CharSequence} is parsed as JSON, and a {@code Supplier} is called once. Everything else is refused
 * before any request with its JSON path, for example {@code source configuration: $.start.date is a java.util.Calendar; use a
 * String or a java.time value}: a {@code java.util.Date}, an {@code Iterable} that is not a {@code Collection}, a {@code byte[]},
 * NaN, a structure that contains itself, a record in a package that its module does not open.
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
 */
@NullMarked
package io.github.airbytesdk.provisioning;

import org.jspecify.annotations.NullMarked;
