package io.github.airbytesdk.provisioning;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A clock that advances only by pauses, which take no time. */
class TestClock implements Sleeper {
    final List<Duration> pauses = new ArrayList<>();
    private long now;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void sleep(Duration pause) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        pauses.add(pause);
        now += pause.toNanos();
    }
}
