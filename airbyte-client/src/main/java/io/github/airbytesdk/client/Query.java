package io.github.airbytesdk.client;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The optional parameters of an operation. */
abstract class Query {
    Query() {}

    /** Returns names and values in turn. A null value is omitted. */
    abstract @Nullable Object[] values();

    /** Returns names and values in turn, after those of the required parameters. */
    final @Nullable Object[] parameters(Object... required) {
        @Nullable Object[] optional = values();
        if (required.length == 0) {
            return optional;
        }
        @Nullable Object[] all = Arrays.copyOf(required, required.length + optional.length);
        System.arraycopy(optional, 0, all, required.length, optional.length);
        return all;
    }

    /** Returns the parameters of an operation without optional ones. */
    static @Nullable Object[] of(@Nullable Object... required) {
        return required;
    }

    /** Returns whether both are parameters of one operation with the same values. */
    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Query query
                && getClass() == query.getClass()
                && Arrays.equals(values(), query.values());
    }

    @Override
    public final int hashCode() {
        return Arrays.hashCode(values());
    }

    /** Returns the parameters that are set. */
    @Override
    public final String toString() {
        StringBuilder text = new StringBuilder(getClass().getSimpleName()).append('{');
        @Nullable Object[] values = values();
        String separator = "";
        for (int i = 0; i < values.length; i += 2) {
            if (values[i + 1] != null) {
                text.append(separator).append(values[i]).append('=').append(values[i + 1]);
                separator = ", ";
            }
        }
        return text.append('}').toString();
    }
}
