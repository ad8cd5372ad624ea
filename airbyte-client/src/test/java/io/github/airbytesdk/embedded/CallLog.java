package io.github.airbytesdk.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import mockwebserver3.RecordedRequest;
import okio.ByteString;

/** The most recent calls. */
final class CallLog {
    private final int capacity;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long count;

    CallLog(int capacity) {
        this.capacity = capacity;
    }

    synchronized Entry add(String operation, RecordedRequest request) {
        count++;
        ByteString body = request.getBody();
        Call call = new Call(
                count,
                operation,
                request.getMethod(),
                request.getTarget(),
                request.getHeaders().toMultimap(),
                body == null ? "" : body.utf8(),
                0,
                false);
        Entry entry = new Entry(call);
        if (entries.size() == capacity) {
            entries.removeFirst();
        }
        entries.addLast(entry);
        return entry;
    }

    synchronized List<Call> calls() {
        return entries.stream().map(Entry::call).toList();
    }

    synchronized void clear() {
        entries.clear();
    }

    /** A call in progress or finished. */
    static final class Entry {
        private final Call received;
        private volatile int status;
        private volatile boolean acted;

        private Entry(Call received) {
            this.received = received;
        }

        void acted() {
            acted = true;
        }

        void responded(int newStatus) {
            status = newStatus;
        }

        Call call() {
            return new Call(
                    received.number(),
                    received.operation(),
                    received.method(),
                    received.target(),
                    received.headers(),
                    received.body(),
                    status,
                    acted);
        }
    }
}
