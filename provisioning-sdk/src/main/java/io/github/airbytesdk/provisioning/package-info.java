/**
 * A whole Airbyte pipeline in one call. Start at {@link io.github.airbytesdk.provisioning.PipelineProvisioner}; go on with
 * {@link io.github.airbytesdk.provisioning.streams.StreamSelection} for which streams and how, {@link
 * io.github.airbytesdk.provisioning.IfExists} for runs that may be repeated, {@link
 * io.github.airbytesdk.provisioning.SyncWatch} to see the first sync end, and {@link
 * io.github.airbytesdk.provisioning.Deprovisioner} to take it all down again.
 *
 * <h2>What is sent</h2>
 *
 * <p>Both ends are looked up before anything is created: those that {@code useSource(id)} and {@code useDestination(id)}
 * name, and, unless the policy is {@link io.github.airbytesdk.provisioning.IfExists#CREATE_ANOTHER}, those of the same name.
 * So a second end that is refused finds nothing made. Then come {@code POST /sources}, {@code POST /destinations}, {@code GET
 * /streams}, {@code POST /connections} and {@code POST /jobs}. Under {@link
 * io.github.airbytesdk.provisioning.IfExists#UPDATE} a source or destination that is there gets a {@code PUT} with its whole
 * configuration instead, and a connection a {@code PATCH} with what differs.
 *
 * <h2>When something breaks</h2>
 *
 * <p>Airbyte has no idempotency key, allows two sources of one name, and can take minutes to answer. So a create ends in
 * one of three ways:
 *
 * <ul>
 *   <li><b>Refused</b>: the request never left this host, or the answer was 3xx, or 4xx other than 408. Nothing was made.
 *       For {@code createJob} 409 is not a refusal, because a sync can start after it.
 *   <li><b>Made</b>: a 200 whose body names the id.
 *   <li><b>Unknown</b>: anything else. The create is never sent again. Instead the lists are searched, at once and with
 *       growing pauses for half a minute. Exactly one candidate that two looks in a row agree on is adopted. Otherwise the
 *       call fails and says what may exist.
 * </ul>
 *
 * <p><b>Ours</b> is what a 200 to this call's own create named, or a connection whose two ends are both ours. When the
 * call fails, ours is deleted again: connection, destination, source. Nothing else ever is. A source or destination that
 * somebody else's connection uses by then is kept, and so is what was adopted, because to be sure of a deletion it is not
 * enough to be nearly sure of the thing.
 */
@NullMarked
package io.github.airbytesdk.provisioning;

import org.jspecify.annotations.NullMarked;
