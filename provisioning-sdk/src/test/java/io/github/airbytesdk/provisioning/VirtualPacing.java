package io.github.airbytesdk.provisioning;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only by sleeping, and at once. It remembers the sleeps. */
class VirtualPacing implements Pacing {
    private final AtomicLong now = new AtomicLong();
    private final List<Duration> sleeps = new CopyOnWriteArrayList<>();

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public void sleep(Duration pause) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        sleeps.add(pause);
        now.addAndGet(pause.toNanos());
    }

    List<Duration> sleeps() {
        return sleeps;
    }
}
