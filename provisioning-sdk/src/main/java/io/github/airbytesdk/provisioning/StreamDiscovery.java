package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.StreamProperties;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Discovers the streams of a source, for which Airbyte starts the connector.
 *
 * <p>If the response is lost, the connector keeps running and fills the server's cache (not recorded). Retrying early would
 * start a second discovery, so retries are few, late, and read the cache.
 */
final class StreamDiscovery {
    private static final Duration TIMEOUT = Duration.ofMinutes(15);
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(60), Duration.ofSeconds(180));

    /** How Airbyte's response starts if the connector failed, mostly because of its configuration. */
    private static final String CONNECTOR_FAILED = "Something went wrong in the connector";

    private final AirbyteClient client;
    private final Sleeper sleeper;

    StreamDiscovery(AirbyteClient client, Sleeper sleeper) {
        this.client = client;
        this.sleeper = sleeper;
    }

    List<StreamProperties> discover(UUID sourceId, UUID destinationId) {
        long start = sleeper.nanoTime();
        for (int attempt = 0; ; attempt++) {
            try {
                return request(sourceId, destinationId, attempt == 0);
            } catch (AirbyteApiException e) {
                if (attempt == PAUSES.size() || !connectorMayStillRun(e) || !pause(PAUSES.get(attempt), start)) {
                    throw isConnectorFailure(e) ? StepFailure.permanent(Step.GET_STREAM_PROPERTIES, null, e) : e;
                }
            }
        }
    }

    private List<StreamProperties> request(UUID sourceId, UUID destinationId, boolean ignoreCache) {
        List<StreamProperties> streams = client.streams()
                .getStreamProperties(
                        sourceId, query -> query.destinationId(destinationId).ignoreCache(ignoreCache));
        return streams.stream()
                .filter(stream -> stream != null && stream.getStreamName() != null)
                .toList();
    }

    /** Returns false if there is no time left or the pause was interrupted. */
    private boolean pause(Duration pause, long start) {
        return sleeper.since(start).plus(pause).compareTo(TIMEOUT) < 0 && sleeper.pause(pause);
    }

    /** Returns whether the connection was lost, or the call or a proxy timed out. */
    private static boolean connectorMayStillRun(AirbyteApiException e) {
        boolean lost = e.status() == 0
                && e.mayHaveReachedServer()
                && !Thread.currentThread().isInterrupted();
        return lost || (e.status() == 504 && !e.isFromAirbyte());
    }

    private static boolean isConnectorFailure(AirbyteApiException e) {
        return String.valueOf(e.getMessage()).contains(CONNECTOR_FAILED);
    }

    /** Rewrites a message that quotes the connector; other messages stay as they are. */
    static String explain(String message) {
        int index = message.indexOf(CONNECTOR_FAILED);
        if (index < 0) {
            return message;
        }
        String quoted = message.substring(index + CONNECTOR_FAILED.length()).replaceFirst("^\\.?\\s*(logs:)?\\s*", "");
        return "the source's configuration does not work, see TROUBLESHOOTING.md#source-check; its connector reports: "
                + quoted;
    }
}
