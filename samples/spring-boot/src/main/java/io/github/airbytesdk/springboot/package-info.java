/** A service that provisions a pipeline for each of its tenants. */
@NullMarked
package io.github.airbytesdk.springboot;

import org.jspecify.annotations.NullMarked;
