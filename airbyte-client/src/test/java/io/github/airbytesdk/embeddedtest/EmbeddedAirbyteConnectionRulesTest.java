package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.SourceStream;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What createConnection refuses, rule by rule. */
class EmbeddedAirbyteConnectionRulesTest {
    private static EmbeddedAirbyte airbyte;
    private static Http http;
    private static String source;
    private static String postgres;
    private static String s3;

    @BeforeAll
    static void start() {
        airbyte = EmbeddedAirbyte.start();
        airbyte.setStreams(
                "faker",
                List.of(
                        SourceStream.named("fixed")
                                .fields("id", "at", "name", "address", "address.city")
                                .primaryKey("id")
                                .sourceDefinedCursor("at")
                                .build(),
                        SourceStream.named("open")
                                .fields("id", "at", "name", "address", "address.city")
                                .incremental(true)
                                .build(),
                        SourceStream.named("defaulted")
                                .fields("id", "at")
                                .defaultCursor("at")
                                .build(),
                        SourceStream.named("snapshot").build(),
                        SourceStream.named("twin").namespace("a").build(),
                        SourceStream.named("twin").namespace("b").build(),
                        SourceStream.named("triplet").namespace("a").build(),
                        SourceStream.named("triplet").namespace("a").build()));
        http = new Http(airbyte);
        source = http.source();
        postgres = http.createDestination(
                        "pg",
                        "{\"destinationType\":\"postgres\",\"host\":\"h\",\"port\":1,\"database\":\"d\",\"username\":\"u\",\"schema\":\"s\"}")
                .text("destinationId");
        s3 = http.createDestination(
                        "s3",
                        "{\"destinationType\":\"s3\",\"s3_bucket_name\":\"b\",\"s3_bucket_path\":\"p\",\"s3_bucket_region\":\"\",\"format\":{\"format_type\":\"JSONL\"}}")
                .text("destinationId");
    }

    @AfterAll
    static void close() {
        airbyte.close();
    }

    private static Http.Response create(String destination, String streams) {
        String json = streams.replace('\'', '"');
        return http.createConnection(source, destination, ",\"configurations\":{\"streams\":[" + json + "]}");
    }

    private static void assertCreated(String streams) {
        Http.Response response = create(postgres, streams);
        assertEquals(200, response.status(), response.body());
    }

    private static void assertRefused(String streams, String message) {
        int before = airbyte.connections().size();
        Http.Response response = create(postgres, streams);
        assertEquals(400, response.status(), response.body());
        assertEquals("bad-request", response.text("title"));
        assertTrue(response.message().contains(message), response.message());
        assertEquals(before, airbyte.connections().size());
    }

    @Test
    void unknownStreamIsRefused() {
        assertRefused(
                "{'name':'nope','namespace':'x'}", "No streams found with name [nope] and namespace [x]. Please call");
        assertRefused("{'name':'nope'}", "No streams found with name [nope] and namespace [null]");
    }

    @Test
    void namespaceMattersOnlyWhereNamesAreAmbiguous() {
        assertRefused("{'name':'twin'}", "No streams found with name [twin] and namespace [null]");
        assertRefused("{'name':'triplet','namespace':'a'}", "Multiple streams found with name [triplet]");
        assertCreated("{'name':'twin','namespace':'a'},{'name':'twin','namespace':'b'}");
        Http.Response written = create(postgres, "{'name':'fixed','namespace':'whatever'}");
        assertFalse(written.body().contains("\"namespace\""), written.body());
    }

    @Test
    void duplicateStreamIsRefused() {
        assertRefused(
                "{'name':'fixed'},{'name':'fixed'}",
                "Duplicate stream found in configuration for stream name [fixed] in namespace [null].");
    }

    @Test
    void selectedFieldsHaveToBeTopLevelAndKnown() {
        assertRefused(
                "{'name':'open','selectedFields':[]}",
                "No fields selected for stream open. The list of valid field names includes: [id, at, name, address].");
        assertRefused(
                "{'name':'open','selectedFields':[{'fieldPath':['address','city']}]}",
                "Nested field selection not supported for stream open.");
        assertRefused("{'name':'open','selectedFields':[{'fieldPath':[]}]}", "cannot be empty");
        assertRefused(
                "{'name':'open','selectedFields':[{'fieldPath':['id']},{'fieldPath':['id']}]}",
                "Duplicate fields selected");
        assertRefused("{'name':'open','selectedFields':[{'fieldPath':['x']}]}", "Invalid fields selected");
        assertCreated("{'name':'open','selectedFields':[{'fieldPath':['id']}]}");
    }

    @Test
    void keyAndCursorHaveToBeSelected() {
        assertRefused(
                "{'name':'fixed','syncMode':'incremental_deduped_history','selectedFields':[{'fieldPath':['at']}]}",
                "Primary key fields are not selected properly for stream: fixed.");
        assertRefused(
                "{'name':'fixed','syncMode':'full_refresh_overwrite_deduped','selectedFields':[{'fieldPath':['at']}]}",
                "Primary key fields are not selected properly");
        assertRefused(
                "{'name':'fixed','syncMode':'incremental_append','selectedFields':[{'fieldPath':['id']}]}",
                "Cursor field is not selected properly for stream: fixed.");
        assertCreated(
                "{'name':'fixed','syncMode':'incremental_deduped_history','selectedFields':[{'fieldPath':['id']},{'fieldPath':['at']}]}");
    }

    @Test
    void syncModeHasToSuitSourceAndDestination() {
        assertRefused(
                "{'name':'snapshot','syncMode':'incremental_append'}",
                "Cannot set sync mode to incremental_append for stream snapshot. Valid sync modes are:"
                        + " [full_refresh_overwrite, full_refresh_append]");
        assertEquals(
                400,
                create(s3, "{'name':'fixed','syncMode':'incremental_deduped_history'}")
                        .status());
        assertRefused("{'name':'fixed','syncMode':'incremental_soft_delete'}", "Cannot set sync mode");
        assertCreated("{'name':'fixed','syncMode':'INCREMENTAL_APPEND'}");
        assertEquals(
                400, create(postgres, "{'name':'fixed','syncMode':'dance'}").status());
    }

    @Test
    void cursorIsCheckedInModesThatNeedIt() {
        assertRefused(
                "{'name':'fixed','syncMode':'incremental_append','cursorField':['id']}",
                "Cursor Field [id] is already defined by source for stream: fixed.");
        assertCreated("{'name':'fixed','syncMode':'incremental_append','cursorField':['at']}");
        assertRefused(
                "{'name':'open','syncMode':'incremental_append','cursorField':['x']}",
                "Invalid cursor field for stream: open. The list of valid cursor fields include: [[id], [at]");
        assertRefused("{'name':'open','syncMode':'incremental_append'}", "No default cursor field for stream: open.");
        assertCreated("{'name':'open','syncMode':'incremental_append','cursorField':['address','city']}");
        assertCreated("{'name':'defaulted','syncMode':'incremental_append'}");
        assertCreated("{'name':'open','cursorField':['x']}");
    }

    @Test
    void primaryKeyIsCheckedInModesThatNeedIt() {
        String deduped = "'syncMode':'incremental_deduped_history'";
        assertRefused(
                "{'name':'fixed'," + deduped + ",'primaryKey':[['name']]}",
                "Primary key for stream: fixed is already pre-defined. Please remove the primaryKey or provide the"
                        + " value as [[id]].");
        assertCreated("{'name':'fixed'," + deduped + ",'primaryKey':[['id']]}");
        assertRefused(
                "{'name':'open'," + deduped + ",'cursorField':['at']}", "No default primary key for stream: open.");
        assertRefused(
                "{'name':'open'," + deduped + ",'cursorField':['at'],'primaryKey':[['x']]}", "Invalid primary key");
        assertRefused(
                "{'name':'open'," + deduped + ",'cursorField':['at'],'primaryKey':[['id','id']]}",
                "Invalid primary key");
        assertCreated("{'name':'open'," + deduped + ",'cursorField':['at'],'primaryKey':[['id'],['id']]}");
        Http.Response created =
                create(postgres, "{'name':'open'," + deduped + ",'cursorField':['at'],'primaryKey':[['id'],['name']]}");
        assertTrue(created.body().contains("\"cursorField\":[\"at\"],\"primaryKey\":[[\"id\"],[\"name\"]]"));
    }

    @Test
    void mappersNeedFieldsThatExist() {
        Http.Response response = create(
                postgres,
                "{'name':'open','mappers':[{'type':'hashing','mapperConfiguration':{'targetField':'x','method':'MD5','fieldNameSuffix':'_h'}}]}");
        assertEquals(400, response.status());
        assertEquals("error:mapper-validation", response.text("type"));
        assertTrue(response.json().getAsJsonObject("data").has("errors"));
        assertCreated(
                "{'name':'open','mappers':[{'type':'field-renaming','mapperConfiguration':{'originalFieldName':'name','newFieldName':'n'}}]}");
    }

    @Test
    void filesNeedConnectorsThatTransferThem() {
        Http.Response response = create(postgres, "{'name':'open','includeFiles':true}");
        assertEquals(400, response.status());
        assertTrue(response.text("type").startsWith("error:connection-validation/file-transfer/"));
    }

    @Test
    void moreThan20000FieldsAreRefused() {
        try (EmbeddedAirbyte big = EmbeddedAirbyte.start()) {
            big.setStreams("faker", SourceStream.generate(3, 10_000));
            Http there = new Http(big);
            String bigSource = there.source();
            String destination = there.destination();
            Http.Response refused = there.createConnection(bigSource, destination, streams(3));
            assertEquals(500, refused.status());
            assertEquals("unexpected-problem", refused.text("title"));
            assertTrue(refused.json().get("data").isJsonNull());
            assertEquals(
                    200,
                    there.createConnection(bigSource, destination, streams(2)).status());
        }
    }

    private static String streams(int count) {
        StringBuilder streams = new StringBuilder();
        for (int i = 0; i < count; i++) {
            streams.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"stream_")
                    .append(i)
                    .append("\"}");
        }
        return ",\"configurations\":{\"streams\":[" + streams + "]}";
    }

    @Test
    void nullMeansTheDefault() {
        for (String member : List.of("namespaceDefinition", "nonBreakingSchemaUpdatesBehavior")) {
            Http.Response response = http.createConnection(source, postgres, ",\"" + member + "\":null");
            assertEquals(200, response.status(), response.body());
        }
        assertEquals(
                400,
                http.createConnection(source, postgres, ",\"status\":\"on\"").status());
        assertEquals(
                200, http.createConnection(source, postgres, ",\"name\":null").status());
    }

    private static Http.Response scheduled(String cron) {
        return http.createConnection(
                source, postgres, ",\"schedule\":{\"scheduleType\":\"cron\",\"cronExpression\":\"" + cron + "\"}");
    }

    @Test
    void cronIsRequired() {
        Http.Response response = http.createConnection(source, postgres, ",\"schedule\":{\"scheduleType\":\"cron\"}");
        assertEquals("Missing cron expression in the schedule.", response.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"* 0 4 * * ?", "0/5 0 4 * * ?", "0 * 4 * * ? 2030", "0 */5 4 * * ? *"})
    void secondsAndMinutesHaveToBeNumbers(String cron) {
        Http.Response response = scheduled(cron);
        assertEquals(400, response.status(), response.body());
        assertEquals(
                "The cron expression " + cron + " is not valid or is less than the one hour minimum. The seconds and"
                        + " minutes values cannot be `*`.",
                response.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 4 * * *", "0 0 25 * * ?", "0 0 4 * * ? * *", "zero 0 4 * * ?", "0 61 4 * * ?", ""})
    void invalidCronIsRefused(String cron) {
        Http.Response response = scheduled(cron);
        assertEquals(400, response.status(), response.body());
        assertTrue(response.message().contains("is not valid. Error: "), response.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 * * * * ?", "0 0/30 * * * ?", "0 0,15 4 * * ?", "0 10-12 * * * ?"})
    void subHourlyCronIsRefusedOnlyWhereSchedulesAreHourly(String cron) {
        Http.Response response = scheduled(cron);
        assertEquals(200, response.status(), response.body());
        try (EmbeddedAirbyte strict =
                EmbeddedAirbyte.builder().hourlySchedulesOnly().start()) {
            Http there = new Http(strict);
            Http.Response refused = there.createConnection(
                    there.source(),
                    there.destination(),
                    ",\"schedule\":{\"scheduleType\":\"cron\",\"cronExpression\":\"" + cron + "\"}");
            assertEquals(400, refused.status(), refused.body());
            assertEquals("error:cron-validation/under-one-hour-not-allowed", refused.text("type"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 0 4 * * ?",
                "0 0 4 * * ? UTC",
                "0 0 */2 * * ?",
                "0 30 6 ? * MON-FRI",
                "0 0 12 L * ? 2030",
                "0 0 1 ? * 6#3"
            })
    void validCronIsReturnedWithItsZone(String cron) {
        Http.Response response = scheduled(cron);
        assertEquals(200, response.status(), response.body());
        assertEquals(cron.replace(" UTC", "") + " UTC", response.text("schedule", "cronExpression"));
        assertEquals("cron", response.text("schedule", "scheduleType"));
    }
}
