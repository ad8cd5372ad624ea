package io.github.airbytesdk.provisioning.streams;

import static io.github.airbytesdk.client.model.ConnectionSyncMode.FULL_REFRESH_APPEND;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.FULL_REFRESH_OVERWRITE;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.FULL_REFRESH_OVERWRITE_DEDUPED;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.FULL_REFRESH_SOFT_DELETE;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.FULL_REFRESH_UPDATE;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.INCREMENTAL_APPEND;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.INCREMENTAL_DEDUPED_HISTORY;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.INCREMENTAL_SOFT_DELETE;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.INCREMENTAL_UPDATE;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.UNKNOWN;
import static io.github.airbytesdk.provisioning.streams.Offered.chooseOne;
import static io.github.airbytesdk.provisioning.streams.Offered.path;
import static io.github.airbytesdk.provisioning.streams.Offered.paths;
import static io.github.airbytesdk.provisioning.streams.Offered.refusal;
import static io.github.airbytesdk.provisioning.streams.Offered.selected;
import static io.github.airbytesdk.provisioning.streams.Offered.stream;
import static io.github.airbytesdk.provisioning.streams.Offered.users;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.airbytesdk.client.model.ConnectionSyncMode;
import io.github.airbytesdk.client.model.SelectedFieldInfo;
import io.github.airbytesdk.client.model.StreamConfiguration;
import io.github.airbytesdk.client.model.StreamProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules for the settings of one stream, each with its message. */
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

    /** Refused when set, because the settings are invalid for any stream. */
    private static void assertInvalid(String problem, Consumer<StreamConfiguration> settings) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> with(settings));
        assertEquals("stream users: " + problem, e.getMessage());
    }

    private static StreamProperties updatable() {
        return users().syncModes(
                        new ArrayList<>(List.of(FULL_REFRESH_UPDATE, INCREMENTAL_UPDATE, INCREMENTAL_SOFT_DELETE)));
    }

    // Modes

    @Test
    void unsupportedModeIsRefusedWithTheSupportedOnes() {
        assertRefused(
                "syncMode incremental_append is not supported: source and destination together support [full_refresh_overwrite, full_refresh_append]",
                users().syncModes(List.of(FULL_REFRESH_OVERWRITE, FULL_REFRESH_APPEND)),
                users -> users.syncMode(INCREMENTAL_APPEND));
    }

    @Test
    void modeIsNotCheckedIfTheSupportedOnesAreUnknown() {
        assertEquals(
                FULL_REFRESH_UPDATE,
                accepted(
                                users().syncModes(null),
                                users -> users.syncMode(FULL_REFRESH_UPDATE).primaryKey(paths("id")))
                        .getSyncMode());
    }

    @Test
    void overwriteIsLeftToAirbyteIfNotListed() {
        StreamProperties offered = users().syncModes(List.of(FULL_REFRESH_APPEND));
        accepted(offered, users -> users.syncMode(FULL_REFRESH_OVERWRITE));
        accepted(offered, users -> users.syncMode(FULL_REFRESH_OVERWRITE_DEDUPED));
    }

    @Test
    void modeUnknownToThisVersionIsRefusedWhenSet() {
        assertThrows(IllegalArgumentException.class, () -> with(users -> users.syncMode(UNKNOWN)));
    }

    // Cursor

    @Test
    void incrementalWithoutACursorIsRefusedWithTheFields() {
        assertRefused(
                "syncMode incremental_append needs a cursor, and the source has no default one: set cursorField, where there is [id], [name], [updated_at], [address], [tags]",
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
    void incrementalUsesTheDefaultCursor() {
        assertNull(accepted(users().defaultCursorField(CURSOR), users -> users.syncMode(INCREMENTAL_APPEND))
                .getCursorField());
    }

    @Test
    void updateWithoutACursorIsLeftToAirbyte() {
        accepted(updatable(), users -> users.syncMode(INCREMENTAL_UPDATE).primaryKey(paths("id")));
        accepted(updatable(), users -> users.syncMode(INCREMENTAL_SOFT_DELETE));
    }

    @Test
    void unknownCursorIsRefusedWithASuggestion() {
        assertRefused(
                "cursorField [updatedat] is not a field of the stream: did you mean [updated_at]?",
                users(),
                users -> users.cursorField(path("updatedat")));
    }

    @Test
    void cursorUnlikeAnyFieldIsRefusedWithTheFields() {
        assertRefused(
                "cursorField [modification_time] is not a field of the stream: there is [id], [name], [updated_at], [address], [tags]",
                users(),
                users -> users.cursorField(path("modification_time")));
    }

    @Test
    void listedNestedCursorIsSent() {
        assertEquals(
                path("address.city"),
                accepted(users(), users -> users.cursorField(path("address.city")))
                        .getCursorField());
    }

    @Test
    void unknownNestedCursorIsRefusedWithASuggestion() {
        assertRefused(
                "cursorField [address, town] is not a field of the stream: there is [address, city], [address, zip]",
                users(),
                users -> users.cursorField(path("address.town")));
        assertRefused(
                "cursorField [address, citi] is not a field of the stream: did you mean [address, city]?",
                users(),
                users -> users.cursorField(path("address.citi")));
    }

    @Test
    void cursorInsideAnArrayOrAlternativeIsRefused() {
        assertRefused(
                "cursorField [tags, added_at] is not a field of the stream: the source lists no fields inside [tags], and"
                        + " those of arrays and alternatives cannot be used",
                users(),
                users -> users.cursorField(path("tags.added_at")));
    }

    @Test
    void cursorOfAStreamWithoutFieldsIsRefused() {
        assertRefused(
                "cursorField [id] is not a field of the stream: the source lists no fields for it",
                users().propertyFields(List.of()),
                users -> users.cursorField(path("id")));
    }

    @Test
    void parentOfAListedFieldIsNotAFieldIfNotListed() {
        assertRefused(
                "cursorField [address] is not a field of the stream: there is [address, city]",
                stream("users", "id", "address.city"),
                users -> users.cursorField(path("address")));
    }

    @Test
    void fieldsAreNotCheckedIfUnknown() {
        assertEquals(
                path("any"),
                accepted(users().propertyFields(null), users -> users.cursorField(path("any")))
                        .getCursorField());
    }

    @Test
    void cursorWithTheSourcesElementsInAnyOrderIsNotSent() {
        assertNull(accepted(
                        users().sourceDefinedCursorField(true).defaultCursorField(path("address.city")),
                        users -> users.syncMode(INCREMENTAL_APPEND).cursorField(path("city.address")))
                .getCursorField());
    }

    @Test
    void dottedCursorIsRefusedWithThePath() {
        assertRefused(
                "cursorField [address.city] is not a field of the stream: did you mean [address, city]?",
                users(),
                users -> users.cursorField(List.of("address.city")));
    }

    @Test
    void cursorEqualToTheSourcesIsNotSent() {
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
    void cursorWithoutAModeMustTakeEffect() {
        assertRefused(
                "cursorField [updated_at] has no effect in full_refresh_overwrite, which the default choice selects, since source and destination together support [full_refresh_overwrite]: set a syncMode as well, or leave it out",
                users().syncModes(List.of(FULL_REFRESH_OVERWRITE)),
                users -> users.cursorField(CURSOR));
    }

    @Test
    void keyWithoutAModeMustTakeEffect() {
        assertRefused(
                "primaryKey [[id]] has no effect in full_refresh_overwrite, which the default choice selects, since no sync modes are known, because the destination supports none or GET /streams was called without its id: set a syncMode as well, or leave it out",
                users().syncModes(null),
                users -> users.primaryKey(paths("id")));
    }

    @Test
    void cursorThatAFullRefreshIgnoresIsNotSent() {
        for (ConnectionSyncMode mode : List.of(
                FULL_REFRESH_OVERWRITE,
                FULL_REFRESH_OVERWRITE_DEDUPED,
                FULL_REFRESH_APPEND,
                FULL_REFRESH_SOFT_DELETE)) {
            StreamProperties offered = users().syncModes(List.of(mode));
            for (String cursor : List.of("updated_at", "no_such_field")) {
                assertNull(accepted(offered, users -> users.syncMode(mode).cursorField(path(cursor)))
                        .getCursorField());
            }
        }
        assertNull(accepted(
                        updatable(),
                        users -> users.syncMode(FULL_REFRESH_UPDATE)
                                .primaryKey(paths("id"))
                                .cursorField(path("no_such_field")))
                .getCursorField());
    }

    @Test
    void updateModesSendAnyCursor() {
        assertEquals(
                path("no_such_field"),
                accepted(
                                updatable(),
                                users -> users.syncMode(INCREMENTAL_UPDATE)
                                        .primaryKey(paths("id"))
                                        .cursorField(path("no_such_field")))
                        .getCursorField());
        assertEquals(
                path("no_such_field"),
                accepted(
                                updatable(),
                                users -> users.syncMode(INCREMENTAL_SOFT_DELETE).cursorField(path("no_such_field")))
                        .getCursorField());
    }

    @Test
    void updateModesIgnoreACursorOtherThanTheSources() {
        StreamProperties offered = updatable().sourceDefinedCursorField(true).defaultCursorField(CURSOR);
        assertNull(accepted(
                        offered,
                        users -> users.syncMode(INCREMENTAL_UPDATE)
                                .primaryKey(paths("id"))
                                .cursorField(path("id")))
                .getCursorField());
        assertNull(accepted(
                        offered,
                        users -> users.syncMode(INCREMENTAL_SOFT_DELETE).cursorField(path("id")))
                .getCursorField());
    }

    // Primary key

    @Test
    void dedupWithoutAPrimaryKeyIsRefusedWithTheFields() {
        assertRefused(
                "syncMode incremental_deduped_history needs a primary key, and the source defines none: set primaryKey, where there is [id], [name], [updated_at], [address], [tags]",
                users(),
                users -> users.syncMode(INCREMENTAL_DEDUPED_HISTORY).cursorField(CURSOR));
    }

    @Test
    void updateWithoutAPrimaryKeyIsRefused() {
        String problem =
                " needs a primary key, and the source defines none: set primaryKey, where there is [id], [name], [updated_at], [address], [tags]";
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
    void unknownKeyFieldIsRefusedWithASuggestion() {
        assertRefused(
                "primaryKey's [idd] is not a field of the stream: did you mean [id]?",
                users(),
                users -> users.syncMode(INCREMENTAL_DEDUPED_HISTORY)
                        .cursorField(CURSOR)
                        .primaryKey(paths("name", "idd")));
    }

    @Test
    void primaryKeyEqualToTheSourcesIsNotSent() {
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
        assertRefused(
                "primaryKey [[name]] differs from the source's own key [[id]]: leave it out",
                updatable().sourceDefinedPrimaryKey(paths("id")),
                users -> users.syncMode(FULL_REFRESH_UPDATE).primaryKey(paths("name")));
    }

    @Test
    void repeatedKeyColumnIsSent() {
        assertEquals(
                paths("id", "id"),
                accepted(
                                users(),
                                users -> users.syncMode(INCREMENTAL_DEDUPED_HISTORY)
                                        .cursorField(CURSOR)
                                        .primaryKey(paths("id", "id")))
                        .getPrimaryKey());
    }

    @Test
    void keyPathThatRepeatsAnElementIsRefused() {
        Consumer<StreamConfiguration> settings = users -> users.syncMode(INCREMENTAL_DEDUPED_HISTORY)
                .cursorField(path("id"))
                .primaryKey(paths("id.id"));
        assertRefused(
                "primaryKey's [id, id] repeats an element, which Airbyte refuses",
                stream("users", "id", "id.id"),
                settings);
        assertRefused(
                "primaryKey's [id, id] is not a field of the stream: the source lists no fields inside [id], and those of"
                        + " arrays and alternatives cannot be used",
                users(),
                settings);
    }

    @Test
    void keyInsideAnArrayOrAlternativeIsRefused() {
        assertRefused(
                "primaryKey's [tags, id] is not a field of the stream: the source lists no fields inside [tags], and those"
                        + " of arrays and alternatives cannot be used",
                updatable(),
                users -> users.syncMode(FULL_REFRESH_UPDATE).primaryKey(paths("tags.id")));
    }

    @Test
    void keyThatTheModeIgnoresIsNotSent() {
        for (ConnectionSyncMode mode : List.of(FULL_REFRESH_OVERWRITE, FULL_REFRESH_APPEND)) {
            for (List<List<String>> key : List.of(paths("id"), paths("no_such_field"), List.of(List.<String>of()))) {
                assertNull(accepted(users(), users -> users.syncMode(mode).primaryKey(key))
                        .getPrimaryKey());
            }
        }
    }

    @Test
    void keyThatTheModeDoesNotCheckIsSent() {
        StreamProperties offered = updatable().defaultCursorField(CURSOR);
        List<ConnectionSyncMode> modes = new ArrayList<>(Objects.requireNonNull(offered.getSyncModes()));
        modes.addAll(List.of(FULL_REFRESH_SOFT_DELETE, INCREMENTAL_APPEND));
        offered.syncModes(modes);
        for (ConnectionSyncMode mode : List.of(
                FULL_REFRESH_OVERWRITE_DEDUPED,
                FULL_REFRESH_SOFT_DELETE,
                INCREMENTAL_APPEND,
                INCREMENTAL_SOFT_DELETE)) {
            assertEquals(
                    paths("no_such_field"),
                    accepted(offered, users -> users.syncMode(mode).primaryKey(paths("no_such_field")))
                            .getPrimaryKey());
            assertNull(accepted(
                            offered.sourceDefinedPrimaryKey(paths("id")),
                            users -> users.syncMode(mode).primaryKey(paths("no_such_field")))
                    .getPrimaryKey());
            offered.sourceDefinedPrimaryKey(null);
        }
    }

    @Test
    void emptyPathInAKeyIsRefusedIfTheModeChecksIt() {
        assertRefused(
                "primaryKey's [] is not a field of the stream: the path is empty",
                users(),
                users -> users.syncMode(INCREMENTAL_DEDUPED_HISTORY)
                        .cursorField(CURSOR)
                        .primaryKey(List.of(List.of())));
    }

    @Test
    void nullInAKeyIsInvalid() {
        assertInvalid(
                "primaryKey has the path [null], with a null",
                users -> users.primaryKey(List.of(Arrays.asList((String) null))));
        assertInvalid(
                "primaryKey has the path null, with a null",
                users -> users.primaryKey(Arrays.asList((List<String>) null)));
    }

    @Test
    void nullInACursorIsInvalid() {
        assertInvalid(
                "cursorField [null] has an element that is null",
                users -> users.cursorField(Arrays.asList((String) null)));
    }

    // Selected fields

    @Test
    void emptyListOfSelectedFieldsIsInvalid() {
        assertInvalid(
                "selectedFields is empty: select at least one field, or leave it out to select all fields",
                users -> users.selectedFields(List.of()));
    }

    @Test
    void nestedSelectedFieldIsInvalid() {
        assertInvalid(
                "selected field [address, city] is nested, and only top-level fields can be selected, here [address]",
                users -> users.selectedFields(selected("id", "address.city")));
    }

    @Test
    void fieldSelectedTwiceIsInvalid() {
        assertInvalid("selectedFields has [id] twice", users -> users.selectedFields(selected("id", "id")));
    }

    @Test
    void selectedFieldWithoutAPathIsInvalid() {
        assertInvalid(
                "selectedFields has a field without a fieldPath",
                users -> users.selectedFields(List.of(new SelectedFieldInfo())));
    }

    @Test
    void invalidSettingsAreReportedTogether() {
        assertInvalid(
                "cursorField [null] has an element that is null; selectedFields has [id] twice",
                users -> users.cursorField(Arrays.asList((String) null)).selectedFields(selected("id", "id")));
    }

    @Test
    void unknownSelectedFieldIsRefusedWithASuggestion() {
        assertRefused(
                "selected field [Name_] is not a field of the stream: did you mean [name]?",
                users(),
                users -> users.selectedFields(selected("id", "Name_")));
    }

    @Test
    void unselectedCursorIsRefused() {
        Consumer<StreamConfiguration> settings =
                users -> users.syncMode(INCREMENTAL_APPEND).selectedFields(selected("id"));
        String problem = "the cursor [updated_at] is not among the selected fields [id]: select [updated_at] as well";
        assertRefused(problem, users().defaultCursorField(CURSOR), settings);
        assertRefused(problem, users().defaultCursorField(CURSOR).sourceDefinedCursorField(true), settings);
        assertRefused(
                problem, users().defaultCursorField(path("id")), settings.andThen(users -> users.cursorField(CURSOR)));
    }

    @Test
    void unselectedCursorOfAChosenModeIsRefused() {
        assertRefused(
                "the cursor [updated_at] is not among the selected fields [id]: select [updated_at] as well",
                users().defaultCursorField(CURSOR),
                users -> users.selectedFields(selected("id")));
    }

    @Test
    void nestedCursorIsSelectedWithItsOuterField() {
        accepted(users(), users -> users.cursorField(path("address.city")).selectedFields(selected("address")));
    }

    @Test
    void unselectedKeyIsRefused() {
        assertRefused(
                "the primary key's [id] is not among the selected fields [name, updated_at]: select [id] as well",
                users().defaultCursorField(CURSOR).sourceDefinedPrimaryKey(paths("id")),
                users -> users.selectedFields(selected("name", "updated_at")));
        assertRefused(
                "the primary key's [id] is not among the selected fields [name]: select [id] as well",
                users(),
                users -> users.syncMode(FULL_REFRESH_OVERWRITE_DEDUPED)
                        .primaryKey(paths("id", "name"))
                        .selectedFields(selected("name")));
        assertRefused(
                "the primary key's [id] is not among the selected fields [name]: select [id] as well",
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

    // Messages

    @Test
    void longListsAreTruncatedWithACount() {
        String[] fields = IntStream.range(0, 12).mapToObj(i -> "field_" + i).toArray(String[]::new);
        String[] all = Stream.concat(Arrays.stream(fields), Stream.of("at")).toArray(String[]::new);
        assertRefused(
                "the cursor [at] is not among the selected fields [field_0, field_1, field_2, field_3, field_4, field_5,"
                        + " field_6, field_7, field_8, field_9, and 2 more]: select [at] as well",
                stream("users", all).defaultCursorField(path("at")),
                users -> users.selectedFields(selected(fields)));
        assertRefused(
                "primaryKey [[field_0], [field_1], [field_2], [field_3], [field_4], [field_5], [field_6], [field_7],"
                        + " [field_8], [field_9], and 2 more] differs from the source's own key [[id]]: leave it out",
                users().sourceDefinedPrimaryKey(paths("id")),
                users -> users.primaryKey(paths(fields)));
    }
}
