package io.github.airbytesdk.provisioning.streams;

import static io.github.airbytesdk.client.model.ConnectionSyncModeEnum.FULL_REFRESH_APPEND;
import static io.github.airbytesdk.client.model.ConnectionSyncModeEnum.FULL_REFRESH_OVERWRITE;
import static io.github.airbytesdk.client.model.ConnectionSyncModeEnum.FULL_REFRESH_OVERWRITE_DEDUPED;
import static io.github.airbytesdk.client.model.ConnectionSyncModeEnum.FULL_REFRESH_UPDATE;
import static io.github.airbytesdk.client.model.ConnectionSyncModeEnum.INCREMENTAL_APPEND;
import static io.github.airbytesdk.client.model.ConnectionSyncModeEnum.INCREMENTAL_DEDUPED_HISTORY;
import static io.github.airbytesdk.client.model.ConnectionSyncModeEnum.INCREMENTAL_SOFT_DELETE;
import static io.github.airbytesdk.client.model.ConnectionSyncModeEnum.INCREMENTAL_UPDATE;
import static io.github.airbytesdk.client.model.ConnectionSyncModeEnum.UNKNOWN_DEFAULT_OPEN_API;
import static io.github.airbytesdk.provisioning.streams.Offered.chooseOne;
import static io.github.airbytesdk.provisioning.streams.Offered.path;
import static io.github.airbytesdk.provisioning.streams.Offered.paths;
import static io.github.airbytesdk.provisioning.streams.Offered.refusal;
import static io.github.airbytesdk.provisioning.streams.Offered.selected;
import static io.github.airbytesdk.provisioning.streams.Offered.users;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.airbytesdk.client.model.SelectedFieldInfo;
import io.github.airbytesdk.client.model.StreamConfiguration;
import io.github.airbytesdk.client.model.StreamProperties;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is refused of one stream's settings, rule by rule, with the message. */
class StreamRulesTest {
    private static final List<String> CURSOR = path("updated_at");

    private static StreamSelection with(Consumer<StreamConfiguration> settings) {
        return StreamSelection.all().stream("users", settings);
    }

    private static StreamConfiguration accepted(StreamProperties offered, Consumer<StreamConfiguration> settings) {
        return chooseOne(with(settings), offered);
    }

    private static void assertRefused(
            String problem, StreamProperties offered, Consumer<StreamConfiguration> settings) {
        assertEquals("stream users: " + problem, refusal(with(settings), offered));
    }

    /** Refused at once, because no stream could have these settings. */
    private static void assertNeverRight(String problem, Consumer<StreamConfiguration> settings) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> with(settings));
        assertEquals("stream users: " + problem, e.getMessage());
    }

    private static StreamProperties updatable() {
        return users().syncModes(List.of(FULL_REFRESH_UPDATE, INCREMENTAL_UPDATE, INCREMENTAL_SOFT_DELETE));
    }

    // Modes

    @Test
    void modeThatThePairDoesNotSupportIsRefusedWithThoseItDoes() {
        assertRefused(
                "syncMode incremental_append is not supported: source and destination together support"
                        + " [full_refresh_overwrite, full_refresh_append]",
                users().syncModes(List.of(FULL_REFRESH_OVERWRITE, FULL_REFRESH_APPEND)),
                users -> users.syncMode(INCREMENTAL_APPEND));
    }

    @Test
    void modeIsNotCheckedWhereNothingIsKnown() {
        assertEquals(
                FULL_REFRESH_UPDATE,
                accepted(
                                users().syncModes(null),
                                users -> users.syncMode(FULL_REFRESH_UPDATE).primaryKey(paths("id")))
                        .getSyncMode());
    }

    @Test
    void overwriteIsLeftToAirbyteWhereItIsNotListed() {
        StreamProperties offered = users().syncModes(List.of(FULL_REFRESH_APPEND));
        accepted(offered, users -> users.syncMode(FULL_REFRESH_OVERWRITE));
        accepted(offered, users -> users.syncMode(FULL_REFRESH_OVERWRITE_DEDUPED));
    }

    @Test
    void modeThatThisVersionDoesNotKnowIsRefusedWhenGiven() {
        assertThrows(IllegalArgumentException.class, () -> with(users -> users.syncMode(UNKNOWN_DEFAULT_OPEN_API)));
    }

    // Cursor

    @Test
    void incrementalWithoutACursorIsRefusedWithTheFields() {
        assertRefused(
                "syncMode incremental_append needs a cursor, and the source has no default one: set cursorField, where there"
                        + " is [id], [name], [updated_at], [address], [tags]",
                users(),
                users -> users.syncMode(INCREMENTAL_APPEND));
    }

    @Test
    void incrementalWithoutACursorOrKnownFieldsIsRefused() {
        assertRefused(
                "syncMode incremental_append needs a cursor, and the source has no default one: set cursorField",
                users().propertyFields(List.of()),
                users -> users.syncMode(INCREMENTAL_APPEND));
    }

    @Test
    void incrementalWithADefaultCursorNeedsNone() {
        assertNull(accepted(users().defaultCursorField(CURSOR), users -> users.syncMode(INCREMENTAL_APPEND))
                .getCursorField());
    }

    @Test
    void updateWithoutACursorIsLeftToAirbyte() {
        accepted(updatable(), users -> users.syncMode(INCREMENTAL_UPDATE).primaryKey(paths("id")));
        accepted(updatable(), users -> users.syncMode(INCREMENTAL_SOFT_DELETE));
    }

    @Test
    void cursorThatIsNoFieldIsRefusedWithTheNearest() {
        assertRefused(
                "cursorField [updatedat] is no field of the stream: did you mean [updated_at]?",
                users(),
                users -> users.cursorField(path("updatedat")));
    }

    @Test
    void cursorLikeNoFieldIsRefusedWithTheFields() {
        assertRefused(
                "cursorField [modification_time] is no field of the stream: there is [id], [name], [updated_at], [address],"
                        + " [tags]",
                users(),
                users -> users.cursorField(path("modification_time")));
    }

    @Test
    void cursorThatIsNoFieldIsRefusedInAFullRefreshToo() {
        assertRefused(
                "cursorField [nam] is no field of the stream: did you mean [name]?",
                users(),
                users -> users.syncMode(FULL_REFRESH_APPEND).cursorField(path("nam")));
    }

    @Test
    void nestedCursorThatIsListedIsSent() {
        assertEquals(
                path("address.city"),
                accepted(users(), users -> users.cursorField(path("address.city")))
                        .getCursorField());
    }

    @Test
    void nestedCursorNextToListedOnesIsRefusedWithTheNearest() {
        assertRefused(
                "cursorField [address, town] is no field of the stream: there is [address, city], [address, zip]",
                users(),
                users -> users.cursorField(path("address.town")));
        assertRefused(
                "cursorField [address, citi] is no field of the stream: did you mean [address, city]?",
                users(),
                users -> users.cursorField(path("address.citi")));
    }

    @Test
    void nestedCursorInsideAFieldOfUnknownShapeIsLeftToAirbyte() {
        assertEquals(
                path("tags.added_at"),
                accepted(users(), users -> users.cursorField(path("tags.added_at")))
                        .getCursorField());
    }

    @Test
    void dottedCursorIsRefusedWithThePathInstead() {
        assertRefused(
                "cursorField [address.city] is no field of the stream: did you mean [address, city]?",
                users(),
                users -> users.cursorField(List.of("address.city")));
    }

    @Test
    void cursorOfTheSourceIsLeftOut() {
        assertNull(accepted(
                        users().sourceDefinedCursorField(true).defaultCursorField(CURSOR),
                        users -> users.syncMode(INCREMENTAL_APPEND).cursorField(CURSOR))
                .getCursorField());
    }

    @Test
    void cursorOtherThanTheSourcesIsRefused() {
        assertRefused(
                "cursorField [id] differs from the source's own cursor [updated_at]: leave it out",
                users().sourceDefinedCursorField(true).defaultCursorField(CURSOR),
                users -> users.syncMode(INCREMENTAL_APPEND).cursorField(path("id")));
        assertRefused(
                "cursorField [id] differs from the source's own cursor: leave it out",
                users().sourceDefinedCursorField(true),
                users -> users.syncMode(INCREMENTAL_APPEND).cursorField(path("id")));
    }

    @Test
    void cursorOtherThanTheDefaultIsSent() {
        assertEquals(
                path("id"),
                accepted(users().defaultCursorField(CURSOR), users -> users.cursorField(path("id")))
                        .getCursorField());
    }

    @Test
    void cursorThatTheChosenModeDoesNotUseIsRefused() {
        assertRefused(
                "cursorField [updated_at] has no effect in full_refresh_overwrite, which the default choice comes to because"
                        + " source and destination together support [full_refresh_overwrite]: set a syncMode, too, or leave"
                        + " it out",
                users().syncModes(List.of(FULL_REFRESH_OVERWRITE)),
                users -> users.cursorField(CURSOR));
    }

    @Test
    void keyThatTheChosenModeDoesNotUseIsRefused() {
        assertRefused(
                "primaryKey [[id]] has no effect in full_refresh_overwrite, which the default choice comes to because"
                        + " it is not known what source and destination support: set a syncMode, too, or leave it out",
                users().syncModes(null),
                users -> users.primaryKey(paths("id")));
    }

    @Test
    void cursorThatAFullRefreshOnRequestDoesNotUseIsSent() {
        accepted(users(), users -> users.syncMode(FULL_REFRESH_OVERWRITE).cursorField(CURSOR));
    }

    // Primary key

    @Test
    void dedupWithoutAPrimaryKeyIsRefusedWithTheFields() {
        assertRefused(
                "syncMode incremental_deduped_history needs a primary key, and the source defines none: set primaryKey, where"
                        + " there is [id], [name], [updated_at], [address], [tags]",
                users(),
                users -> users.syncMode(INCREMENTAL_DEDUPED_HISTORY).cursorField(CURSOR));
    }

    @Test
    void updateWithoutAPrimaryKeyIsRefused() {
        String problem =
                " needs a primary key, and the source defines none: set primaryKey, where there is [id], [name],"
                        + " [updated_at], [address], [tags]";
        assertRefused(
                "syncMode full_refresh_update" + problem, updatable(), users -> users.syncMode(FULL_REFRESH_UPDATE));
        assertRefused(
                "syncMode incremental_update" + problem, updatable(), users -> users.syncMode(INCREMENTAL_UPDATE));
    }

    @Test
    void overwriteDedupedWithoutAPrimaryKeyIsLeftToAirbyte() {
        accepted(users(), users -> users.syncMode(FULL_REFRESH_OVERWRITE_DEDUPED));
    }

    @Test
    void primaryKeyThatIsNoFieldIsRefusedWithTheNearest() {
        assertRefused(
                "primaryKey's [idd] is no field of the stream: did you mean [id]?",
                users(),
                users -> users.syncMode(INCREMENTAL_DEDUPED_HISTORY)
                        .cursorField(CURSOR)
                        .primaryKey(paths("name", "idd")));
    }

    @Test
    void primaryKeyOfTheSourceIsLeftOut() {
        assertNull(accepted(
                        users().sourceDefinedPrimaryKey(paths("id", "name")),
                        users -> users.primaryKey(paths("id", "name")))
                .getPrimaryKey());
    }

    @Test
    void primaryKeyOtherThanTheSourcesIsRefused() {
        assertRefused(
                "primaryKey [[name]] differs from the source's own key [[id]]: leave it out",
                users().sourceDefinedPrimaryKey(paths("id")),
                users -> users.primaryKey(paths("name")));
    }

    @Test
    void primaryKeyWithAFieldTwiceIsNeverRight() {
        assertNeverRight("primaryKey [[id], [id]] has [id] twice", users -> users.primaryKey(paths("id", "id")));
    }

    @Test
    void primaryKeyWithAnEmptyPathIsNeverRight() {
        assertNeverRight(
                "primaryKey [[]] has a path that is empty or null", users -> users.primaryKey(List.of(List.of())));
    }

    @Test
    void cursorWithANullIsNeverRight() {
        assertNeverRight(
                "cursorField [null] has an element that is null",
                users -> users.cursorField(Arrays.asList((String) null)));
    }

    // Selected fields

    @Test
    void emptySelectionOfFieldsIsNeverRight() {
        assertNeverRight(
                "selectedFields is empty: select a field at least, or leave it out for all of them",
                users -> users.selectedFields(List.of()));
    }

    @Test
    void nestedSelectedFieldIsNeverRight() {
        assertNeverRight(
                "selected field [address, city] is inside another, and only whole fields at the top can be selected, here"
                        + " [address]",
                users -> users.selectedFields(selected("id", "address.city")));
    }

    @Test
    void fieldSelectedTwiceIsNeverRight() {
        assertNeverRight("selectedFields has [id] twice", users -> users.selectedFields(selected("id", "id")));
    }

    @Test
    void selectedFieldWithoutAPathIsNeverRight() {
        assertNeverRight(
                "selectedFields has a field without a fieldPath",
                users -> users.selectedFields(List.of(new SelectedFieldInfo())));
    }

    @Test
    void severalThingsThatAreNeverRightAreReportedAtOnce() {
        assertNeverRight(
                "primaryKey [[id], [id]] has [id] twice; selectedFields has [id] twice",
                users -> users.primaryKey(paths("id", "id")).selectedFields(selected("id", "id")));
    }

    @Test
    void unknownSelectedFieldIsRefusedWithTheNearest() {
        assertRefused(
                "selected field [Name_] is no field of the stream: did you mean [name]?",
                users(),
                users -> users.selectedFields(selected("id", "Name_")));
    }

    @Test
    void cursorThatIsNotSelectedIsRefused() {
        Consumer<StreamConfiguration> settings =
                users -> users.syncMode(INCREMENTAL_APPEND).selectedFields(selected("id"));
        String problem = "the cursor [updated_at] is not among the selected fields [id]: select [updated_at], too";
        assertRefused(problem, users().defaultCursorField(CURSOR), settings);
        assertRefused(problem, users().defaultCursorField(CURSOR).sourceDefinedCursorField(true), settings);
        assertRefused(
                problem, users().defaultCursorField(path("id")), settings.andThen(users -> users.cursorField(CURSOR)));
    }

    @Test
    void cursorThatIsNotSelectedIsRefusedInTheChosenModeToo() {
        assertRefused(
                "the cursor [updated_at] is not among the selected fields [id]: select [updated_at], too",
                users().defaultCursorField(CURSOR),
                users -> users.selectedFields(selected("id")));
    }

    @Test
    void nestedCursorIsSelectedWithItsOuterField() {
        accepted(users(), users -> users.cursorField(path("address.city")).selectedFields(selected("address")));
    }

    @Test
    void primaryKeyThatIsNotSelectedIsRefused() {
        assertRefused(
                "the primary key's [id] is not among the selected fields [name, updated_at]: select [id], too",
                users().defaultCursorField(CURSOR).sourceDefinedPrimaryKey(paths("id")),
                users -> users.selectedFields(selected("name", "updated_at")));
        assertRefused(
                "the primary key's [id] is not among the selected fields [name]: select [id], too",
                users(),
                users -> users.syncMode(FULL_REFRESH_OVERWRITE_DEDUPED)
                        .primaryKey(paths("id", "name"))
                        .selectedFields(selected("name")));
        assertRefused(
                "the primary key's [id] is not among the selected fields [name]: select [id], too",
                updatable(),
                users -> users.syncMode(FULL_REFRESH_UPDATE)
                        .primaryKey(paths("id"))
                        .selectedFields(selected("name")));
    }

    @Test
    void fullRefreshNeedsNeitherKeyNorCursorSelected() {
        accepted(
                users().defaultCursorField(CURSOR).sourceDefinedPrimaryKey(paths("id")),
                users -> users.syncMode(FULL_REFRESH_OVERWRITE).selectedFields(selected("name")));
    }
}
