package io.github.airbytesdk.embedded;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Discovers what a source offers, and caches it with the source. */
final class Discovery {
    private final World world;
    private final Pauses pauses;

    Discovery(World world, Pauses pauses) {
        this.world = world;
        this.pauses = pauses;
    }

    /**
     * Returns what a source offers, from the cache if there was a discovery before and the caller does not ignore it. A
     * discovery continues, and fills the cache, even if its caller has disconnected.
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
        @Nullable List<SourceStream> replaced = world.knobs.streams.get(source.definition.name());
        List<SourceStream> streams = replaced == null ? source.definition.streams() : replaced;
        synchronized (world) {
            if (source.configuration == configuration) {
                source.discovered = streams;
            }
        }
        return streams;
    }
}
