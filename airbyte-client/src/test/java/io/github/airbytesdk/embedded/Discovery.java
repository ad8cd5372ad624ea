package io.github.airbytesdk.embedded;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out what a source offers, and remembers it with the source. */
final class Discovery {
    private final World world;
    private final Pauses pauses;

    Discovery(World world, Pauses pauses) {
        this.world = world;
        this.pauses = pauses;
    }

    /**
     * Returns what a source offers: what the last discover found, unless the caller insists on a new one or there was
     * none. A discover goes on, and is remembered, even when its caller has gone away.
     */
    List<SourceStream> streams(StoredConnector source, boolean ignoreCache) throws InterruptedException {
        Object configuration;
        synchronized (world) {
            List<SourceStream> cached = source.discovered;
            if (cached != null && !ignoreCache) {
                return cached;
            }
            configuration = source.configuration;
        }
        pauses.pause(world.knobs.discoverDelay);
        String failure = world.knobs.discoverFailure;
        if (failure != null) {
            throw Problems.unexpected("Something went wrong in the connector. logs:" + failure);
        }
        @Nullable List<SourceStream> replaced = world.knobs.streams.get(source.definition.type());
        List<SourceStream> streams = replaced == null ? source.definition.streams() : replaced;
        synchronized (world) {
            if (source.configuration == configuration) {
                source.discovered = streams;
            }
        }
        return streams;
    }
}
