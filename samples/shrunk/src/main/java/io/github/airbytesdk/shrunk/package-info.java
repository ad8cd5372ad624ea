/** A program that is shrunk by ProGuard. */
@NullMarked
package io.github.airbytesdk.shrunk;

import org.jspecify.annotations.NullMarked;
