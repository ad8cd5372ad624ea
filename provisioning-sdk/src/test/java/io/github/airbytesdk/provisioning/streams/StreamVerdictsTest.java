package io.github.airbytesdk.provisioning.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import io.github.airbytesdk.client.model.ConnectionSyncMode;
import io.github.airbytesdk.client.model.StreamConfiguration;
import io.github.airbytesdk.client.model.StreamProperties;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Compares the rules with recorded verdicts of Airbyte's own server (airbyte-platform 310e6cb6ac, 21 August 2026) on 400
 * random requests: the streams of each request, and the status of the response.
 */
class StreamVerdictsTest {
    /** One request, the streams that the source has, and the verdicts of the server and of these rules. */
    private record Verdict(
            int status,
            List<StreamConfiguration> streams,
            @Nullable String refusal) {
        boolean isAccepted() {
            return status == 200;
        }
    }

    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingStrategy(StreamVerdictsTest::nameInJson)
            .registerTypeAdapter(ConnectionSyncMode.class, (JsonDeserializer<ConnectionSyncMode>)
                    (text, type, context) -> ConnectionSyncMode.fromValue(text.getAsString()))
            .create();

    private static final List<Verdict> VERDICTS = new ArrayList<>();

    private static String nameInJson(Field member) {
        boolean isNamespace = member.getDeclaringClass() == StreamProperties.class
                && member.getName().equals("namespace");
        return isNamespace ? "streamnamespace" : member.getName();
    }

    @BeforeAll
    static void read() throws Exception {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(StreamVerdictsTest.class.getResourceAsStream("verdicts.json")),
                StandardCharsets.UTF_8)) {
            for (JsonElement source : JsonParser.parseReader(reader).getAsJsonArray()) {
                List<StreamProperties> discovered = GSON.fromJson(
                        source.getAsJsonObject().get("discovered"), new TypeToken<List<StreamProperties>>() {});
                for (JsonElement verdict : source.getAsJsonObject().getAsJsonArray("verdicts")) {
                    VERDICTS.add(verdict(discovered, verdict.getAsJsonObject()));
                }
            }
        }
    }

    private static Verdict verdict(List<StreamProperties> discovered, JsonObject verdict) {
        JsonArray sent = verdict.getAsJsonArray("streams");
        List<StreamConfiguration> streams = GSON.fromJson(sent, new TypeToken<List<StreamConfiguration>>() {});
        String refusal = null;
        try {
            selection(streams).resolve(discovered);
        } catch (IllegalArgumentException e) {
            refusal = e.getMessage();
        }
        return new Verdict(verdict.get("status").getAsInt(), streams, refusal);
    }

    private static StreamSelection selection(List<StreamConfiguration> streams) {
        StreamSelection selection = StreamSelection.only(
                streams.stream().map(StreamVerdictsTest::name).toArray(StreamName[]::new));
        for (StreamConfiguration stream : streams) {
            selection = selection.stream(
                    name(stream),
                    settings -> settings.syncMode(mode(stream))
                            .cursorField(stream.getCursorField())
                            .primaryKey(stream.getPrimaryKey())
                            .selectedFields(stream.getSelectedFields()));
        }
        return selection;
    }

    private static StreamName name(StreamConfiguration stream) {
        return new StreamName(stream.getNamespace(), stream.getName());
    }

    /** The server takes a stream without a mode for full refresh overwrite, where a selection would choose one. */
    private static ConnectionSyncMode mode(StreamConfiguration stream) {
        return stream.getSyncMode() == null ? ConnectionSyncMode.FULL_REFRESH_OVERWRITE : stream.getSyncMode();
    }

    @Test
    void nothingThatTheServerAcceptsIsRefused() {
        List<Verdict> accepted = VERDICTS.stream().filter(Verdict::isAccepted).toList();

        assertEquals(129, accepted.size());
        assertEquals(
                List.of(),
                accepted.stream().filter(verdict -> verdict.refusal() != null).toList());
    }

    @Test
    void onlyUnlistedModesAreLeftToTheServer() {
        List<Verdict> refused =
                VERDICTS.stream().filter(verdict -> !verdict.isAccepted()).toList();

        assertEquals(271, refused.size());
        assertEquals(
                List.of(),
                refused.stream()
                        .filter(verdict -> verdict.refusal() == null)
                        .filter(verdict -> verdict.streams().stream()
                                .noneMatch(stream ->
                                        stream.getSyncMode() == ConnectionSyncMode.FULL_REFRESH_OVERWRITE_DEDUPED))
                        .toList());
    }
}
