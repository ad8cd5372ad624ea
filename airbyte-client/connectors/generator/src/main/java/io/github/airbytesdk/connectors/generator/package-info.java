/** Generates a class for each connector from the facts about its configuration, and keeps these facts up to date. */
@NullMarked
package io.github.airbytesdk.connectors.generator;

import org.jspecify.annotations.NullMarked;
