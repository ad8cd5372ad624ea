package io.github.airbytesdk.fleet;

import com.google.gson.JsonObject;

/**
 * A row of the input before it is checked; both formats have the same members.
 *
 * @param line where it begins, counted from 1
 */
record Row(int line, JsonObject json) {}
