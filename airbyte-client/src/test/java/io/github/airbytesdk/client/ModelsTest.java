package io.github.airbytesdk.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.airbytesdk.client.model.AccessTokenRequest;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.ConnectionSyncMode;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.JobStatus;
import io.github.airbytesdk.client.model.JobsResponse;
import io.github.airbytesdk.client.model.SourceCreateRequest;
import io.github.airbytesdk.client.model.SourceResponse;
import io.github.airbytesdk.client.model.StreamProperties;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reading is tolerant, writing is strict, and no model shows what is secret. */
class ModelsTest {
    private static final Gson GSON = ModelJson.GSON;

    /** Every generated class with JSON in which each of its members is set. */
    static Stream<Arguments> classes() {
        return Description.models().entrySet().stream()
                .filter(model -> !model.getValue().isEnum())
                .map(model -> Arguments.of(model.getValue(), Description.sample(Description.schema(model.getKey()))));
    }

    static Stream<Class<?>> enums() {
        return Description.models().values().stream().filter(Class::isEnum);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classes")
    void everyMemberOfTheDescriptionIsReadAndWritten(Class<?> type, JsonNode sample) {
        assertEquals(sample.toString(), ModelJson.write(read(type, sample)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classes")
    void unknownMembersAreIgnored(Class<?> type, JsonNode sample) {
        JsonNode drifted = sample.deepCopy();
        addUnknownMembers(drifted);

        assertEquals(read(type, sample), withoutFreeForm(read(type, drifted), read(type, sample)));
    }

    /** Free-form members keep their values, so that only the other members are compared. */
    private static Object withoutFreeForm(Object drifted, Object original) {
        return ModelJson.write(drifted)
                        .replaceAll(",?\"brandNew\":\\{\"a\":\\[1\\]\\}", "")
                        .equals(ModelJson.write(original))
                ? original
                : drifted;
    }

    private static void addUnknownMembers(JsonNode node) {
        node.forEach(ModelsTest::addUnknownMembers);
        if (node instanceof ObjectNode object) {
            object.putObject("brandNew").putArray("a").add(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classes")
    void nullMembersAreLikeMissingOnes(Class<?> type, JsonNode sample) {
        ObjectNode nulls = (ObjectNode) sample.deepCopy();
        nulls.properties().stream()
                .filter(member -> !member.getValue().has("anything")) // Free-form JSON can be null itself.
                .map(Map.Entry::getKey)
                .toList()
                .forEach(nulls::putNull);
        nulls.properties().removeIf(member -> member.getValue().has("anything"));

        Object empty = GSON.fromJson("{}", type);
        assertEquals(empty, read(type, nulls));
        assertEquals("{}", ModelJson.write(empty));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classes")
    void emptyArraysAreRead(Class<?> type, JsonNode sample) {
        JsonNode emptied = sample.deepCopy();
        emptyArrays(emptied);

        assertEquals(emptied.toString(), ModelJson.write(read(type, emptied)));
    }

    private static void emptyArrays(JsonNode node) {
        if (node instanceof ArrayNode array) {
            array.removeAll();
        }
        node.forEach(ModelsTest::emptyArrays);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classes")
    void toStringShowsNothingSecret(Class<?> type, JsonNode sample) {
        Object model = read(type, sample);

        assertFalse(model.toString().contains("canary"), model::toString);
        assertTrue(model.toString().startsWith(type.getSimpleName() + "{"), model::toString);
        if (sample.toString().contains("canary")) {
            assertTrue(model.toString().contains("=***"), model::toString);
        }
        if (sample.toString().contains("plain text")) {
            assertTrue(model.toString().contains("plain text"), model::toString);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classes")
    void equalityIsByMembers(Class<?> type, JsonNode sample) {
        Object model = read(type, sample);

        assertEquals(model, model);
        assertEquals(model, read(type, sample));
        assertEquals(model.hashCode(), read(type, sample).hashCode());
        assertNotEquals(model, "a text");
        assertNotEquals(model, null);
        if (!sample.isEmpty()) {
            assertNotEquals(model, GSON.fromJson("{}", type));
        }
    }

    private static Object read(Class<?> type, JsonNode json) {
        return GSON.fromJson(json.toString(), type);
    }

    /** A property of a model whose value is a constant of an enum. */
    private record EnumProperty(Class<?> model, String name, String inJson, boolean isRequest) {
        Method getter() throws NoSuchMethodException {
            return model.getMethod("get" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
        }

        Class<?> type() throws NoSuchMethodException {
            return getter().getReturnType();
        }

        Object read(String value) {
            return GSON.fromJson("{\"" + inJson + "\":\"" + value + "\"}", model);
        }

        @Override
        public String toString() {
            return model.getSimpleName() + "." + name;
        }
    }

    static Stream<EnumProperty> enumProperties() {
        return Description.models().entrySet().stream().flatMap(model -> {
            JsonNode schema = Description.schema(model.getKey());
            return schema.path("properties").properties().stream()
                    .filter(property -> Description.resolved(property.getValue())
                            .path("enum")
                            .isArray())
                    .map(property -> new EnumProperty(
                            model.getValue(),
                            property.getKey().equals("grant-type") ? "grantType" : property.getKey(),
                            property.getKey(),
                            schema.path("x-request").asBoolean(false)));
        });
    }

    @ParameterizedTest
    @MethodSource("enumProperties")
    void everyValueOfAnEnumIsReadAndWritten(EnumProperty property) throws Exception {
        Object[] constants = property.type().getEnumConstants();
        for (int i = 0; i < constants.length - 1; i++) {
            Object model = property.read(constants[i].toString());

            assertEquals(constants[i], property.getter().invoke(model));
            assertEquals("{\"" + property.inJson() + "\":\"" + constants[i] + "\"}", ModelJson.write(model));
        }
    }

    @ParameterizedTest
    @MethodSource("enumProperties")
    void unknownEnumValueOfAResponseIsReadWithItsText(EnumProperty property) throws Exception {
        Object model = property.read("brand_new");

        assertEquals("UNKNOWN", ((Enum<?>) property.getter().invoke(model)).name());
        assertTrue(model.toString().contains("brand_new"), model::toString);
        String text = property.getter().getName() + "Text";
        List<String> texts = Stream.of(property.model().getMethods())
                .map(Method::getName)
                .filter(text::equals)
                .toList();
        assertEquals(property.isRequest() ? 0 : 1, texts.size());
        if (!property.isRequest()) {
            assertEquals("brand_new", property.model().getMethod(text).invoke(model));
        }
    }

    @ParameterizedTest
    @MethodSource("enumProperties")
    void requestRefusesAnUnknownEnumValue(EnumProperty property) throws Exception {
        Class<?> type = property.type();
        Object unknown = type.getEnumConstants()[type.getEnumConstants().length - 1];
        Object model = property.model().getDeclaredConstructor().newInstance();
        Method setter = property.model().getMethod(property.name(), type);

        if (property.isRequest()) {
            InvocationTargetException e =
                    assertThrows(InvocationTargetException.class, () -> setter.invoke(model, unknown));
            assertEquals(
                    type.getSimpleName() + ".UNKNOWN stands for values that this version of the client does not know, "
                            + "and cannot be sent; set another value, or null",
                    Objects.requireNonNull(e.getCause()).getMessage());
            assertEquals("{}", ModelJson.write(model));
        } else {
            assertEquals(unknown, property.getter().invoke(setter.invoke(model, unknown)));
        }
        setter.invoke(model, (Object) null);
        assertNull(property.getter().invoke(model));
    }

    @Test
    void listOfEnumsIsReadWithItsTexts() {
        assertTrue(enumProperties().filter(EnumProperty::isRequest).count() >= 10);
        assertTrue(enumProperties().filter(property -> !property.isRequest()).count() >= 10);
        StreamProperties stream =
                GSON.fromJson("{\"syncModes\":[\"incremental_append\",\"brand_new\",null]}", StreamProperties.class);
        assertEquals(
                List.of(ConnectionSyncMode.INCREMENTAL_APPEND, ConnectionSyncMode.UNKNOWN, ConnectionSyncMode.UNKNOWN),
                stream.getSyncModes());
        assertEquals(Arrays.asList("incremental_append", "brand_new", null), stream.getSyncModesText());
    }

    @ParameterizedTest
    @MethodSource("enums")
    void constantsAreFoundByTheirText(Class<?> type) throws Exception {
        Method fromValue = type.getMethod("fromValue", String.class);
        for (Object constant : type.getEnumConstants()) {
            assertEquals(constant, fromValue.invoke(null, constant.toString()));
        }
        assertEquals("UNKNOWN", ((Enum<?>) fromValue.invoke(null, "brand_new")).name());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-27T14:05:09Z, 2026-07-27T14:05:09Z, 2026-07-27T14:05:09Z",
        "2026-07-27T14:05Z, 2026-07-27T14:05:00Z, 2026-07-27T14:05:00Z",
        "2026-07-27T14:05+02:00, 2026-07-27T14:05:00+02:00, 2026-07-27T14:05:00+02:00",
        "2026-07-27T14:05:09.123456Z, 2026-07-27T14:05:09.123456Z, 2026-07-27T14:05:09.123456Z",
        // The id must not be lost because of an unreadable time.
        "'',,",
        "yesterday,,",
        "1785157511, 2026-07-27T13:05:11Z, 2026-07-27T13:05:11Z",
        "1785157511123, 2026-07-27T13:05:11.123Z, 2026-07-27T13:05:11.123Z",
        "2026-07-27,,",
        "1e999999999,,",
        "99999999999999999999,,",
    })
    void timesAreReadWithAndWithoutSecondsAndWrittenWithThem(
            String text, @Nullable OffsetDateTime time, @Nullable String written) {
        JobResponse job = GSON.fromJson("{\"jobId\":9,\"startTime\":\"" + text + "\"}", JobResponse.class);

        assertEquals(9L, job.getJobId());
        assertEquals(time, job.getStartTime());
        assertEquals(
                written == null ? "{\"jobId\":9}" : "{\"jobId\":9,\"startTime\":\"" + written + "\"}",
                ModelJson.write(job));
    }

    @Test
    void numberInPlaceOfATextIsReadAsATime() {
        JobResponse job = GSON.fromJson("{\"startTime\":1785157511,\"jobId\":9}", JobResponse.class);

        assertEquals(9L, job.getJobId());
        assertEquals(OffsetDateTime.parse("2026-07-27T13:05:11Z"), job.getStartTime());
    }

    @ParameterizedTest
    @CsvSource({
        "1785157511, 2026-07-27T13:05:11Z, 1785157511",
        "1785157511.25, 2026-07-27T13:05:11.250Z, 1785157511",
        "1.785157511E9, 2026-07-27T13:05:11Z, 1785157511",
        "1785157511999, 2026-07-27T13:05:11.999Z, 1785157511",
        "0, 1970-01-01T00:00:00Z, 0",
        "-1, 1969-12-31T23:59:59Z, -1",
        "99999999999, 5138-11-16T09:46:39Z, 99999999999",
        "100000000000, 1973-03-03T09:46:40Z, 100000000",
        "'\"1785157511\"', 2026-07-27T13:05:11Z, 1785157511",
        "'\"2026-07-27T13:05Z\"', 2026-07-27T13:05:00Z, 1785157500",
        "'\"2026-07-27T15:05:11+02:00\"', 2026-07-27T13:05:11Z, 1785157511",
        // The id must not be lost because of an unreadable time.
        "99999999999999999999,,",
        "1e400,,",
        "'\"\"',,",
        "'\"yesterday\"',,",
        "null,,",
    })
    void epochTimesAreReadInEveryFormAndWrittenInSeconds(
            String json, @Nullable Instant time, @Nullable String written) {
        String id = "\"sourceId\":\"" + ScriptedServer.ID + "\"";
        SourceResponse source = GSON.fromJson("{" + id + ",\"createdAt\":" + json + "}", SourceResponse.class);

        assertEquals(ScriptedServer.ID, source.getSourceId());
        assertEquals(time, source.getCreatedAt());
        assertEquals("{" + id + (written == null ? "" : ",\"createdAt\":" + written) + "}", ModelJson.write(source));
    }

    @ParameterizedTest
    @ValueSource(strings = {"streamnamespace", "streamNamespace"})
    void namespaceOfAStreamIsReadInEachSpelling(String member) {
        StreamProperties stream = GSON.fromJson("{\"" + member + "\":\"public\"}", StreamProperties.class);

        assertEquals("public", stream.getNamespace());
        assertEquals("{\"streamnamespace\":\"public\"}", ModelJson.write(stream));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"5432", "9007199254740993", "1.10", "1e400", "0.1", "-0.0", "123456789012345678901234567890"})
    void numbersOfAConfigurationKeepEveryDigit(String number) {
        String json = "{\"configuration\":{\"n\":" + number + ",\"deep\":[{\"n\":" + number + "}]}}";

        assertEquals(json, ModelJson.write(GSON.fromJson(json, SourceResponse.class)));
        assertEquals(json, ModelJson.write(GSON.fromJson(json, SourceCreateRequest.class)));
    }

    @Test
    void numbersOfAConfigurationAreSentUnchanged() {
        JsonObject configuration = new JsonObject();
        configuration.addProperty("port", 5432);
        configuration.addProperty("id", 9007199254740993L);
        configuration.addProperty("ratio", new BigDecimal("1.10"));
        configuration.addProperty("text", "<a href='x'>&=</a>");

        assertEquals(
                "{\"configuration\":{\"port\":5432,\"id\":9007199254740993,\"ratio\":1.10,\"text\":\"<a href='x'>&=</a>\"}}",
                ModelJson.write(new SourceCreateRequest().configuration(configuration)));
    }

    @Test
    void configurationMayBeAnyJson() {
        for (String json : List.of("null", "7", "\"text\"", "[1,null]", "{\"a\":{\"b\":[]}}")) {
            SourceResponse source = GSON.fromJson("{\"configuration\":" + json + "}", SourceResponse.class);
            assertEquals(JsonParser.parseString(json), source.getConfiguration());
        }
    }

    @Test
    void bigJobIdsAreExact() {
        assertEquals(
                9007199254740993L,
                GSON.fromJson("{\"jobId\":9007199254740993}", JobResponse.class).getJobId());
    }

    @Test
    void grantTypeIsOmittedUnlessSet() {
        assertEquals(
                "{\"client_id\":\"a\",\"client_secret\":\"b\"}",
                ModelJson.write(new AccessTokenRequest().clientId("a").clientSecret("b")));
    }

    @Test
    void connectionOfAnOlderServerIsRead() {
        ConnectionResponse connection = GSON.fromJson("""
                {"connectionId":"95e66a59-8045-4307-9678-63bc3c9b8c93","name":"a","dataResidency":"auto","status":"brand_new",
                 "schedule":{"scheduleType":"basic","basicTiming":"Every 1 HOURS"},"prefix":"","namespaceFormat":null,
                 "configurations":{"streams":[{"name":"users","syncMode":"soft_delete_of_tomorrow","cursorField":[],
                   "primaryKey":[],"selectedFields":[],"mappers":[{"type":"hashing","mapperConfiguration":{"a":1.10}}]}]}}
                """, ConnectionResponse.class);

        assertEquals(ScriptedServer.ID, connection.getConnectionId());
        assertEquals(
                "UNKNOWN",
                String.valueOf(
                        connection.getStatus() == null
                                ? ""
                                : connection.getStatus().name()));
        assertEquals("", connection.getPrefix());
        assertNull(connection.getTags());
        assertNull(connection.getCreatedAt());
    }

    @Test
    void runningJobOfAListIsRead() {
        JobsResponse jobs = GSON.fromJson("""
                {"previous":"","next":"http://localhost:8001/api/public/v1/jobs?offset=1","data":[
                  {"jobId":9,"status":"queued","jobType":"sync","startTime":"2026-07-27T14:05Z","connectionId":"95e66a59-8045-4307-9678-63bc3c9b8c93"}, null]}
                """, JobsResponse.class);

        List<JobResponse> data = jobs.getData() == null ? List.of() : jobs.getData();
        assertEquals(2, data.size());
        assertEquals(JobStatus.QUEUED, data.get(0).getStatus());
        assertNull(data.get(0).getDuration());
        assertNull(data.get(0).getBytesSynced());
    }
}
