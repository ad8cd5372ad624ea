/**
 * Converts values to the JSON configurations of connectors, by {@link
 * io.github.airbytesdk.client.configuration.JsonConfiguration}. These types are accepted:
 *
 * <ul>
 *   <li>{@code Map}, {@code Collection}, arrays, {@code CharSequence}, {@code char[]} as text, {@code Boolean}, the boxed numbers,
 *       {@code BigInteger} and {@code BigDecimal} with all their digits, and null. Keys are strings, numbers, enums or UUIDs.
 *   <li>Enums by name or by {@code @SerializedName}, {@code UUID}, {@code URI}, {@code Path}, and {@code Optional}, whose empty
 *       value omits the member.
 *   <li>{@code java.time} in ISO 8601, always with seconds, such as {@code 2026-01-02T00:00:00Z}.
 *   <li>Records by their components, and beans by their fields, each read through its getter if it has one. A member is named as
 *       the field or by {@code @SerializedName}. Static and transient fields are left out, and so are null values. Classes with
 *       private fields that no method is named after are not beans.
 *   <li>Gson's elements. Jackson's nodes, and classes annotated for Jackson, which Jackson 2 or 3 writes if it is on the class path.
 *   <li>Kotlin's data classes, unsigned numbers, value classes and delegated properties; Groovy's strings and classes.
 *   <li>Types for which a Gson of the caller's own has an adapter.
 * </ul>
 *
 * <p>At the top level, a {@code CharSequence} is parsed as JSON, and a {@code Supplier} is called once.
 *
 * <p>Everything else is refused with its JSON path, for example {@code configuration: $.start.date is a java.util.Calendar; use a
 * String or a java.time value}: a {@code java.util.Date}, an {@code Iterable} that is not a {@code Collection}, a {@code byte[]},
 * NaN, a structure that contains itself, a record in a package that its module does not open.
 */
@NullMarked
package io.github.airbytesdk.client.configuration;

import org.jspecify.annotations.NullMarked;
