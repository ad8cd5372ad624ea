package io.github.airbytesdk.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The faults of the next calls. */
final class Faults {
    private final Map<String, Deque<Fault>> next = new HashMap<>();
    private final Map<String, Fault> every = new HashMap<>();
    private @Nullable Function<Call, @Nullable Fault> any;

    synchronized void next(String operation, int calls, Fault fault) {
        Deque<Fault> queue = next.computeIfAbsent(operation, key -> new ArrayDeque<>());
        for (int i = 0; i < calls; i++) {
            queue.addLast(fault);
        }
    }

    synchronized void every(String operation, Fault fault) {
        every.put(operation, fault);
    }

    synchronized void any(Function<Call, @Nullable Fault> choice) {
        any = choice;
    }

    synchronized void clear() {
        next.clear();
        every.clear();
        any = null;
    }

    /** Removes and returns the fault of a call: a queued one, else that of its operation, else the function's. */
    @Nullable
    Fault take(Call call) {
        Function<Call, @Nullable Fault> choice;
        synchronized (this) {
            Deque<Fault> queue = next.get(call.operation());
            if (queue != null && !queue.isEmpty()) {
                return queue.removeFirst();
            }
            Fault fault = every.get(call.operation());
            if (fault != null) {
                return fault;
            }
            choice = any;
        }
        return choice == null ? null : choice.apply(call);
    }
}
