package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.StreamProperties;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Asks for a source's streams, for which Airbyte starts the connector.
 *
 * <p>When the answer is lost, the connector's run goes on and fills the server's cache, and each further ask before that
 * starts another run. So it is asked again late and seldom, and from the cache.
 */
final class Discovery {
    private static final Duration BUDGET = Duration.ofMinutes(15);
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(60), Duration.ofSeconds(180));

    /** How Airbyte begins what the connector said, mostly of its configuration. */
    private static final String CONNECTOR_FAILED = "Something went wrong in the connector";

    private final AirbyteClient client;
    private final Pacing pacing;
    private final UnaryOperator<AirbyteApiException> mask;

    /** @param mask hides configurations in what the server says: a connector may quote the password that was refused */
    Discovery(AirbyteClient client, Pacing pacing, UnaryOperator<AirbyteApiException> mask) {
        this.client = client;
        this.pacing = pacing;
        this.mask = mask;
    }

    List<StreamProperties> discover(UUID sourceId, UUID destinationId) {
        long start = pacing.nanoTime();
        boolean ignoreCache = true;
        for (Duration pause : PAUSES) {
            try {
                return ask(sourceId, destinationId, ignoreCache);
            } catch (AirbyteApiException e) {
                boolean timeLeft = pacing.since(start).plus(pause).compareTo(BUDGET) < 0;
                if (!connectorMayRunOn(e) || !timeLeft || !pacing.pause(pause)) {
                    throw explained(e);
                }
            }
            ignoreCache = false;
        }
        try {
            return ask(sourceId, destinationId, ignoreCache);
        } catch (AirbyteApiException e) {
            throw explained(e);
        }
    }

    private List<StreamProperties> ask(UUID sourceId, UUID destinationId, boolean ignoreCache) {
        List<StreamProperties> streams = client.streams().getStreamProperties(sourceId, destinationId, ignoreCache);
        return streams.stream()
                .filter(stream -> stream != null && stream.getStreamName() != null)
                .toList();
    }

    /** A lost connection, a budget that is over, or a proxy that would not wait. */
    private static boolean connectorMayRunOn(AirbyteApiException e) {
        boolean lost = e.status() == 0
                && e.mayHaveReachedServer()
                && !Thread.currentThread().isInterrupted();
        return lost || (e.status() == 504 && !e.isFromAirbyte());
    }

    private RuntimeException explained(AirbyteApiException failure) {
        AirbyteApiException e = mask.apply(failure);
        String message = String.valueOf(e.getMessage());
        int words = message.indexOf(CONNECTOR_FAILED);
        if (words < 0) {
            return e;
        }
        String said = message.substring(words + CONNECTOR_FAILED.length()).replaceFirst("^\\.?\\s*(logs:)?\\s*", "");
        return StepFailure.definite(
                Step.GET_STREAM_PROPERTIES,
                "the source's configuration does not work, see TROUBLESHOOTING.md#source-check; its connector says: "
                        + said,
                e);
    }
}
