package io.github.airbytesdk.provisioning.streams;

import static io.github.airbytesdk.client.model.ConnectionSyncMode.FULL_REFRESH_OVERWRITE_DEDUPED;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.INCREMENTAL_APPEND;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.INCREMENTAL_DEDUPED_HISTORY;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.INCREMENTAL_UPDATE;
import static io.github.airbytesdk.provisioning.streams.Offered.path;
import static io.github.airbytesdk.provisioning.streams.Offered.paths;
import static io.github.airbytesdk.provisioning.streams.Offered.selected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.ConnectionSyncMode;
import io.github.airbytesdk.client.model.StreamConfiguration;
import io.github.airbytesdk.client.model.StreamConfigurations;
import io.github.airbytesdk.client.model.StreamProperties;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.SourceStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the rules with the embedded server's. */
class StreamRulesOnAirbyteTest {
    private static EmbeddedAirbyte airbyte;
    private static AirbyteClient client;
    private static UUID source;
    private static UUID warehouse;
    private static UUID s3;

    @BeforeAll
    static void start() {
        airbyte = EmbeddedAirbyte.start();
        client = AirbyteClient.builder()
                .selfManaged(airbyte.url())
                .clientCredentials(airbyte.clientId(), airbyte.clientSecret())
                .build();
        airbyte.setStreams(
                "faker",
                List.of(
                        SourceStream.named("fixed")
                                .fields("id", "at", "name")
                                .primaryKey("id")
                                .sourceDefinedCursor("at")
                                .build(),
                        SourceStream.named("open")
                                .fields("id", "at", "name", "address", "address.city")
                                .incremental(true)
                                .build(),
                        SourceStream.named("defaulted")
                                .fields("id", "at", "name")
                                .defaultCursor("at")
                                .build(),
                        SourceStream.named("snapshot").build(),
                        SourceStream.named("twin").namespace("a").build(),
                        SourceStream.named("twin").namespace("b").build()));
        source = airbyte.addSource("source", "faker", "{\"count\":1}");
        warehouse = airbyte.addDestination("warehouse", "snowflake", "{}");
        s3 = airbyte.addDestination(
                "s3",
                "s3",
                "{\"s3_bucket_name\":\"b\",\"s3_bucket_path\":\"p\",\"s3_bucket_region\":\"\",\"format\":{\"format_type\":\"JSONL\"}}");
    }

    @AfterAll
    static void close() {
        client.close();
        airbyte.close();
    }

    private static List<StreamProperties> discovered(UUID destination) {
        return client.streams().getStreamProperties(source, query -> query.destinationId(destination));
    }

    private static void create(UUID destination, @Nullable StreamConfigurations streams) {
        client.connections()
                .createConnection(new ConnectionCreateRequest()
                        .sourceId(source)
                        .destinationId(destination)
                        .configurations(streams));
    }

    private static Arguments wrong(
            String expected, String stream, Consumer<StreamConfiguration> settings, String rule) {
        return Arguments.argumentSet(rule, expected, stream, settings);
    }

    static List<Arguments> wrongSettings() {
        Consumer<StreamConfiguration> append = stream -> stream.syncMode(INCREMENTAL_APPEND);
        Consumer<StreamConfiguration> dedup = stream -> stream.syncMode(INCREMENTAL_DEDUPED_HISTORY);
        Consumer<StreamConfiguration> dedupAt = dedup.andThen(stream -> stream.cursorField(path("at")));
        return List.of(
                wrong("No streams found", "fixd", stream -> {}, "unknown stream"),
                wrong("No streams found", "twin", stream -> {}, "ambiguous name"),
                wrong("No fields selected", "open", s -> s.selectedFields(List.of()), "empty selection"),
                wrong("Nested field", "open", s -> s.selectedFields(selected("address.city")), "nested selection"),
                wrong("Duplicate fields", "open", s -> s.selectedFields(selected("id", "id")), "selected twice"),
                wrong("Invalid fields", "open", s -> s.selectedFields(selected("nam")), "unknown selected field"),
                wrong(
                        "Primary key fields are not",
                        "fixed",
                        dedup.andThen(s -> s.selectedFields(selected("at"))),
                        "key"),
                wrong("Cursor field is not", "fixed", append.andThen(s -> s.selectedFields(selected("id"))), "cursor"),
                wrong("Cannot set sync mode", "snapshot", append, "mode of the source"),
                wrong("Cannot set sync mode", "fixed", s -> s.syncMode(INCREMENTAL_UPDATE), "mode of the destination"),
                wrong(
                        "already defined by source",
                        "fixed",
                        append.andThen(s -> s.cursorField(path("id"))),
                        "own cursor"),
                wrong("Invalid cursor", "open", append.andThen(s -> s.cursorField(path("att"))), "unknown cursor"),
                wrong("Invalid cursor", "open", append.andThen(s -> s.cursorField(path("address.x"))), "nested cursor"),
                wrong("No default cursor", "open", append, "no cursor"),
                wrong("already pre-defined", "fixed", dedup.andThen(s -> s.primaryKey(paths("name"))), "own key"),
                wrong("No default primary key", "open", dedupAt, "no key"),
                wrong("Invalid primary key", "open", dedupAt.andThen(s -> s.primaryKey(paths("idd"))), "unknown key"),
                wrong(
                        "Invalid primary key",
                        "open",
                        dedupAt.andThen(s -> s.primaryKey(paths("id.id"))),
                        "key path with an element twice"));
    }

    @ParameterizedTest
    @MethodSource("wrongSettings")
    void serverRefusesWhatTheRulesRefuse(String expected, String stream, Consumer<StreamConfiguration> settings) {
        assertThrows(
                IllegalArgumentException.class,
                () -> StreamSelection.all().stream(stream, settings).resolve(discovered(warehouse)));
        StreamConfiguration raw = new StreamConfiguration().name(stream);
        settings.accept(raw);
        AirbyteApiException refusal = assertThrows(
                AirbyteApiException.class, () -> create(warehouse, new StreamConfigurations().streams(List.of(raw))));
        assertEquals(400, refusal.status());
        assertTrue(String.valueOf(refusal.getMessage()).contains(expected), refusal.getMessage());
    }

    @Test
    void serverAcceptsTheDefaults() {
        for (UUID destination : List.of(warehouse, s3)) {
            for (StreamSelection selection : List.of(
                    StreamSelection.all(),
                    StreamSelection.all().fullRefreshOnly(),
                    StreamSelection.all().appendOnly())) {
                create(destination, selection.resolve(discovered(destination)));
            }
        }
    }

    @Test
    void serverAcceptsWhatTheRulesAccept() {
        List<List<String>> fields = Arrays.asList(
                null, path("id"), path("at"), path("name"), path("address.city"), path("address.x"), path("none"));
        int accepted = 0;
        for (int seed = 0; seed < 1500; seed++) {
            Random random = new Random(seed);
            UUID destination = random.nextBoolean() ? warehouse : s3;
            String stream = List.of("fixed", "open", "defaulted", "snapshot").get(random.nextInt(4));
            List<ConnectionSyncMode> modes = new ArrayList<>(Offered.ALL_MODES);
            modes.add(null);
            if (destination.equals(warehouse)) {
                modes.add(FULL_REFRESH_OVERWRITE_DEDUPED); // left to the server, which refuses it for s3
            }
            StreamConfigurations sent;
            try {
                StreamSelection selection = StreamSelection.only(stream).stream(stream, settings -> {
                    settings.syncMode(modes.get(random.nextInt(modes.size())));
                    settings.cursorField(fields.get(random.nextInt(fields.size())));
                    List<String> key = fields.get(random.nextInt(fields.size()));
                    settings.primaryKey(key == null || key.equals(path("name")) ? null : List.of(key, path("name")));
                    settings.selectedFields(random.nextInt(3) > 0 ? null : selected("id", "name"));
                });
                sent = selection.resolve(discovered(destination));
            } catch (IllegalArgumentException e) {
                continue;
            }
            assertNotNull(sent);
            try {
                create(destination, sent);
            } catch (AirbyteApiException e) {
                throw new AssertionError("with seed " + seed + " " + sent, e);
            }
            accepted++;
        }
        assertTrue(accepted > 100, accepted + " accepted");
    }
}
