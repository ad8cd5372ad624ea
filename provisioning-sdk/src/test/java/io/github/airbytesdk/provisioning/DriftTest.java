package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.airbytesdk.embedded.Drift;
import io.github.airbytesdk.embedded.Fault;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers of other versions, whose responses have more, fewer or different members: no id of a new resource is lost. */
@Tag("slow")
class DriftTest {
    @RegisterExtension
    final Fixture fixture = Fixture.start();

    /** The ids of created resources, without which a provisioning cannot continue. */
    private static final Set<String> IDS = Set.of("sourceId", "destinationId", "connectionId", "jobId", "streamName");

    /** All members of all responses of a provisioning except the ids. */
    private static final String[] OTHERS = {
        "name",
        "sourceType",
        "destinationType",
        "definitionId",
        "workspaceId",
        "configuration",
        "createdAt",
        "resourceAllocation",
        "status",
        "schedule",
        "configurations",
        "prefix",
        "namespaceDefinition",
        "namespaceFormat",
        "nonBreakingSchemaUpdatesBehavior",
        "tags",
        "statusReason",
        "dataResidency",
        "jobType",
        "startTime",
        "lastUpdatedAt",
        "duration",
        "bytesSynced",
        "rowsSynced",
        "syncModes",
        "streamnamespace",
        "defaultCursorField",
        "sourceDefinedCursorField",
        "sourceDefinedPrimaryKey",
        "propertyFields",
        "previous",
        "next"
    };

    /** @param change how the responses differ */
    record Version(String name, Function<JsonElement, JsonElement> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Version> versions() {
        return Stream.of(
                new Version("unknown fields", Drift.unknownFields()),
                new Version("nothing but ids", Drift.without(OTHERS)),
                new Version("all others null", Drift.nulls(OTHERS)),
                new Version("each other member of another type", everyMember(DriftTest::ofAnotherType)),
                new Version("each other text empty", everyMember(value -> isText(value) ? text("") : value)),
                new Version(
                        "each other array empty", everyMember(value -> value.isJsonArray() ? new JsonArray() : value)),
                new Version("each other text unknown", everyMember(value -> isText(value) ? text("brand-new") : value)),
                new Version("unknown job status", Drift.with("status", "suspended")),
                new Version("unknown job type", Drift.with("jobType", "teleport")),
                new Version("unknown schedule", Drift.with("scheduleType", "lunar")),
                new Version("time without seconds", Drift.with("startTime", "2026-07-27T14:05Z")),
                new Version("time with seconds", Drift.with("startTime", "2026-07-27T14:05:06Z")),
                new Version("time with another zone", Drift.with("startTime", "2026-07-27T14:05:06+02:00")),
                new Version("time in another format", Drift.with("startTime", "1690000000")),
                new Version("time beyond all time", Drift.with("createdAt", "9223372036854775807")),
                new Version("schedule with its zone", Drift.with("cronExpression", "0 4 * * * ? UTC")));
    }

    private static Function<JsonElement, JsonElement> everyMember(Function<JsonElement, JsonElement> change) {
        return response -> {
            if (response instanceof JsonArray array) {
                JsonArray changed = new JsonArray();
                array.forEach(item -> changed.add(everyMember(change).apply(item)));
                return changed;
            }
            JsonObject changed = new JsonObject();
            response.getAsJsonObject().entrySet().forEach(member -> {
                JsonElement value = member.getValue();
                boolean list = member.getKey().equals("data");
                boolean id = IDS.contains(member.getKey());
                JsonElement other = list ? everyMember(change).apply(value) : change.apply(value);
                changed.add(member.getKey(), id ? value : other);
            });
            return changed;
        };
    }

    private static JsonElement ofAnotherType(JsonElement value) {
        JsonObject object = new JsonObject();
        object.addProperty("was", value.toString());
        return value.isJsonObject() ? text("an object") : object;
    }

    private static boolean isText(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }

    private static JsonElement text(String text) {
        return new JsonPrimitive(text);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void noServerVersionLosesAnId(Version version) {
        // Later requests depend on the discovered streams, so their types are kept.
        List.of("createSource", "createDestination", "createConnection", "createJob")
                .forEach(operation -> fixture.airbyte.rewrite(operation, version.change()));
        ProvisionedPipeline pipeline = fixture.provisioner().provision();

        fixture.assertProvisioned(pipeline);
        assertEquals(
                Map.of(
                        Step.CREATE_SOURCE, Origin.CREATED,
                        Step.CREATE_DESTINATION, Origin.CREATED,
                        Step.CREATE_CONNECTION, Origin.CREATED,
                        Step.TRIGGER_FIRST_SYNC, Origin.CREATED),
                pipeline.origins());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void rollbackReportIsCompleteOnAnyVersion(Version version) {
        fixture.crowded();
        fixture.airbyte.rewriteAll(version.change());
        fixture.airbyte.onEvery("createJob", Fault.response(403));
        fixture.airbyte.onEvery("deleteDestination", Fault.response(403));

        fixture.assertHonest(Fixture.failureOf(fixture.provisioner()));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void lostCreatesAreFoundOrReportedOnAnyVersion(Version version) {
        for (Step step : Step.values()) {
            try (Fixture fixture = Fixture.start()) {
                fixture.crowded();
                fixture.airbyte.rewriteAll(version.change());
                fixture.airbyte.onNext(Operation.of(step), Fault.drop().afterActing());
                try {
                    fixture.assertProvisioned(fixture.provisioner().provision());
                } catch (ProvisioningException failure) {
                    fixture.assertHonest(failure);
                }
            }
        }
    }

    @Test
    void unknownSyncModesAreNotSentBack() {
        fixture.airbyte.rewrite("getStreamProperties", response -> {
            response.getAsJsonArray().forEach(stream -> {
                JsonArray modes = new JsonArray();
                modes.add("brand_new_mode");
                modes.add("full_refresh_append");
                stream.getAsJsonObject().add("syncModes", modes);
            });
            return response;
        });
        fixture.assertProvisioned(fixture.provisioner().provision());

        String sent = fixture.airbyte.calls("createConnection").get(0).body();
        assertEquals(-1, sent.indexOf("brand_new_mode"), sent);
        assertEquals(-1, sent.toLowerCase(Locale.ROOT).indexOf("unknown"), sent);
    }
}
