package io.github.airbytesdk.provisioning.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.model.ConnectionSyncMode;
import io.github.airbytesdk.client.model.StreamConfiguration;
import io.github.airbytesdk.client.model.StreamConfigurations;
import io.github.airbytesdk.client.model.StreamProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Random streams, of which any member can be missing, empty or malformed. */
@NullUnmarked
class StreamSelectionRandomTest {
    private static final List<ConnectionSyncMode> MODES = List.of(ConnectionSyncMode.values());
    private static final List<StreamSelection> SELECTIONS = List.of(
            StreamSelection.all(),
            StreamSelection.all().fullRefreshOnly(),
            StreamSelection.all().appendOnly());

    private static <T> T oneOf(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static <T> List<T> some(Random random, List<T> choices) {
        return random.nextInt(5) == 0
                ? null
                : new ArrayList<>(
                        choices.stream().filter(choice -> random.nextBoolean()).toList());
    }

    private static StreamProperties stream(Random random, String name) {
        List<List<String>> fields = some(
                random,
                Arrays.asList(
                        List.of("id"),
                        List.of("at"),
                        List.of("a", "b"),
                        List.of("a", "b", "c"),
                        List.of(),
                        null,
                        Arrays.asList("odd", null)));
        List<List<String>> paths = List.of(List.of("id"), List.of("at"), List.of("a", "b"));
        return new StreamProperties()
                .streamName(name)
                .namespace(oneOf(random, Arrays.asList(null, "", "public", "a.b")))
                .syncModes(some(random, MODES))
                .propertyFields(fields)
                .sourceDefinedCursorField(oneOf(random, Arrays.asList(null, true, false)))
                .defaultCursorField(oneOf(random, Arrays.asList(null, List.of(), List.of("at"))))
                .sourceDefinedPrimaryKey(some(random, paths));
    }

    @Test
    void selectedModesPassTheirOwnChecks() {
        repeat(StreamSelectionRandomTest::defaultPasses);
    }

    @Test
    void settingsAreAcceptedOrRefused() {
        repeat(StreamSelectionRandomTest::acceptedOrRefused);
    }

    private static void repeat(Consumer<Random> test) {
        for (int seed = 0; seed < 2000; seed++) {
            try {
                test.accept(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("with seed " + seed, e);
            }
        }
    }

    private static void defaultPasses(Random random) {
        StreamProperties offered = stream(random, "stream");
        for (StreamSelection selection : SELECTIONS) {
            if (!canBeServed(selection, offered)) {
                assertThrows(IllegalArgumentException.class, () -> selection.resolve(List.of(offered)));
                continue;
            }
            StreamConfigurations chosen = selection.resolve(List.of(offered));
            assertNotNull(chosen);
            StreamConfiguration sent = chosen.getStreams().get(0);
            assertEquals(offered.getNamespace(), sent.getNamespace());
            ConnectionSyncMode mode = sent.getSyncMode();
            assertTrue(offered.getSyncModes() == null || offered.getSyncModes().contains(mode), String.valueOf(mode));

            // The mode that was selected gives the same result if it is set explicitly.
            StreamSelection spelled = StreamSelection.only("stream").stream("stream", stream -> stream.syncMode(mode));
            if (mode != null) {
                assertEquals(chosen, spelled.resolve(List.of(offered)));
            }
        }
    }

    private static boolean canBeServed(StreamSelection selection, StreamProperties offered) {
        List<ConnectionSyncMode> modes = offered.getSyncModes();
        if (modes == null) {
            return SELECTIONS.indexOf(selection) < 2;
        }
        boolean cursor = Boolean.TRUE.equals(offered.getSourceDefinedCursorField())
                || (offered.getDefaultCursorField() != null
                        && !offered.getDefaultCursorField().isEmpty());
        boolean key = offered.getSourceDefinedPrimaryKey() != null
                && !offered.getSourceDefinedPrimaryKey().isEmpty();
        boolean appends = modes.contains(ConnectionSyncMode.FULL_REFRESH_APPEND);
        boolean overwrites = modes.contains(ConnectionSyncMode.FULL_REFRESH_OVERWRITE);
        boolean continues = cursor && modes.contains(ConnectionSyncMode.INCREMENTAL_APPEND);
        boolean dedups = cursor && key && modes.contains(ConnectionSyncMode.INCREMENTAL_DEDUPED_HISTORY);
        return switch (SELECTIONS.indexOf(selection)) {
            case 0 -> appends || overwrites || continues || dedups;
            case 1 -> appends || overwrites;
            default -> appends || continues;
        };
    }

    private static void acceptedOrRefused(Random random) {
        List<StreamProperties> offered = new ArrayList<>();
        offered.add(null);
        offered.add(new StreamProperties());
        for (int i = random.nextInt(4); i >= 0; i--) {
            offered.add(stream(random, oneOf(random, List.of("a", "b", "c", " "))));
        }
        List<List<String>> paths = Arrays.asList(
                List.of("id"), List.of("at"), List.of("a", "b", "x"), List.of("none"), List.of("a", "none"));
        try {
            StreamSelection selection = oneOf(random, SELECTIONS).stream(
                    "a",
                    stream -> stream.syncMode(oneOf(random, MODES))
                            .cursorField(oneOf(random, paths))
                            .primaryKey(some(random, paths))
                            .selectedFields(random.nextBoolean() ? null : Offered.selected("id", "at", "none")));
            StreamConfigurations chosen = selection.resolve(offered);
            assertNotNull(chosen);
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().lines().count() == 1, e.getMessage());
        }
    }
}
