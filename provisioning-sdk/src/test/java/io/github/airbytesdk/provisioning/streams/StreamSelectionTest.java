package io.github.airbytesdk.provisioning.streams;

import static io.github.airbytesdk.client.model.ConnectionSyncMode.FULL_REFRESH_APPEND;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.FULL_REFRESH_OVERWRITE;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.INCREMENTAL_APPEND;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.INCREMENTAL_DEDUPED_HISTORY;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.INCREMENTAL_UPDATE;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.UNKNOWN;
import static io.github.airbytesdk.provisioning.streams.Offered.choose;
import static io.github.airbytesdk.provisioning.streams.Offered.chooseOne;
import static io.github.airbytesdk.provisioning.streams.Offered.path;
import static io.github.airbytesdk.provisioning.streams.Offered.paths;
import static io.github.airbytesdk.provisioning.streams.Offered.refusal;
import static io.github.airbytesdk.provisioning.streams.Offered.selected;
import static io.github.airbytesdk.provisioning.streams.Offered.stream;
import static io.github.airbytesdk.provisioning.streams.Offered.users;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.airbytesdk.client.model.ConfiguredStreamMapper;
import io.github.airbytesdk.client.model.StreamConfiguration;
import io.github.airbytesdk.client.model.StreamMapperType;
import io.github.airbytesdk.client.model.StreamProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which streams are selected, by which names, and in which mode if none is set. */
class StreamSelectionTest {
    private static final StreamProperties ORDERS = stream("orders", "id");
    private static final StreamProperties AUDIT = stream("audit", "id");

    private static List<String> names(StreamSelection selection, StreamProperties... offered) {
        return choose(selection, offered).stream()
                .map(chosen -> chosen.getNamespace() == null
                        ? chosen.getName()
                        : chosen.getNamespace() + "." + chosen.getName())
                .toList();
    }

    private static StreamProperties in(String namespace, String name) {
        return stream(name, "id").namespace(namespace);
    }

    @Test
    void allChoosesEveryStream() {
        assertEquals(List.of("users", "orders"), names(StreamSelection.all(), users(), ORDERS));
    }

    @Test
    void airbyteDefaultSendsNothing() {
        assertNull(StreamSelection.airbyteDefault().resolve(List.of(users())));
        assertNull(StreamSelection.airbyteDefault().resolve(List.of()));
    }

    @Test
    void onlyChoosesTheNamedStreams() {
        assertEquals(List.of("orders"), names(StreamSelection.only("orders"), users(), ORDERS, AUDIT));
    }

    @Test
    void allButChoosesTheRest() {
        assertEquals(List.of("users", "orders"), names(StreamSelection.allBut("audit"), users(), ORDERS, AUDIT));
    }

    @Test
    void allButWithoutNamesIsAll() {
        assertEquals(List.of("users"), names(StreamSelection.allBut(new String[0]), users()));
    }

    @Test
    void settingsOnOnlyAddTheStream() {
        StreamSelection selection = StreamSelection.only("orders").stream("audit", audit -> {});
        assertEquals(List.of("orders", "audit"), names(selection, users(), ORDERS, AUDIT));
    }

    @Test
    void settingsOnAllChangeOneStream() {
        StreamSelection selection =
                StreamSelection.all().stream("orders", orders -> orders.syncMode(FULL_REFRESH_APPEND));
        List<StreamConfiguration> chosen = choose(selection, users(), ORDERS);
        assertEquals(FULL_REFRESH_OVERWRITE, chosen.get(0).getSyncMode());
        assertEquals(FULL_REFRESH_APPEND, chosen.get(1).getSyncMode());
    }

    @Test
    void settingsAreSentAsGiven() {
        ConfiguredStreamMapper mapper =
                new ConfiguredStreamMapper().type(StreamMapperType.HASHING).mapperConfiguration(new JsonObject());
        StreamSelection selection = StreamSelection.all().stream(
                "users",
                users -> users.syncMode(INCREMENTAL_DEDUPED_HISTORY)
                        .cursorField(path("updated_at"))
                        .primaryKey(paths("id", "address.city"))
                        .selectedFields(selected("id", "updated_at", "address"))
                        .mappers(List.of(mapper))
                        .includeFiles(true)
                        .destinationObjectName("people"));
        StreamConfiguration expected = new StreamConfiguration()
                .name("users")
                .syncMode(INCREMENTAL_DEDUPED_HISTORY)
                .cursorField(path("updated_at"))
                .primaryKey(paths("id", "address.city"))
                .selectedFields(selected("id", "updated_at", "address"))
                .mappers(List.of(mapper))
                .includeFiles(true)
                .destinationObjectName("people");
        assertEquals(expected, chooseOne(selection, users()));
    }

    @Test
    void settingsOfTwoCallsAddUp() {
        StreamSelection selection =
                StreamSelection.all().stream("users", users -> users.syncMode(INCREMENTAL_APPEND)).stream(
                        "users", users -> users.cursorField(path("updated_at")));
        StreamConfiguration chosen = chooseOne(selection, users());
        assertEquals(INCREMENTAL_APPEND, chosen.getSyncMode());
        assertEquals(path("updated_at"), chosen.getCursorField());
    }

    @Test
    void methodsDoNotModifyTheSelection() {
        StreamSelection before = StreamSelection.only("users");
        before.stream("orders", orders -> {});
        before.appendOnly();
        assertEquals(FULL_REFRESH_OVERWRITE, chooseOne(before, users(), ORDERS).getSyncMode());
    }

    @Test
    void listsAreCopied() {
        List<String> cursor = new ArrayList<>(List.of("updated_at"));
        StreamSelection selection = StreamSelection.all().stream("users", users -> users.cursorField(cursor));
        cursor.set(0, "no such field");
        StreamConfiguration first = chooseOne(selection, users());
        Objects.requireNonNull(first.getCursorField()).set(0, "changed by the caller");
        StreamConfiguration second = chooseOne(selection, users());
        assertNotSame(first, second);
        assertEquals(path("updated_at"), second.getCursorField());
    }

    @Test
    void emptyListsOfAResponseMeanNotSet() {
        StreamSelection selection = StreamSelection.all().stream(
                "users",
                users -> users.cursorField(List.of()).primaryKey(List.of()).mappers(List.of()));
        assertEquals(
                new StreamConfiguration().name("users").syncMode(FULL_REFRESH_OVERWRITE),
                chooseOne(selection, users()));
    }

    @Test
    void namespaceOfTheSourceIsSent() {
        assertEquals(List.of("public.users"), names(StreamSelection.only("users"), in("public", "users")));
    }

    @Test
    void nameInTwoNamespacesIsRefused() {
        assertEquals(
                "the source has 2 streams named users, which are a.users, b.users: select one of them by StreamName.of(namespace, name)",
                refusal(StreamSelection.only("users"), in("a", "users"), in("b", "users")));
    }

    @Test
    void fullNameChoosesOneOfTwo() {
        StreamName name = StreamName.of("b", "users");
        StreamProperties[] offered = {in("a", "users"), in("b", "users")};
        assertEquals(List.of("b.users"), names(StreamSelection.only(name), offered));
        assertEquals(List.of("a.users"), names(StreamSelection.allBut(name), offered));
        assertEquals(
                FULL_REFRESH_APPEND,
                choose(StreamSelection.all().stream(name, b -> b.syncMode(FULL_REFRESH_APPEND)), offered)
                        .get(1)
                        .getSyncMode());
    }

    @Test
    void nameAloneChoosesTheStreamWithoutANamespace() {
        StreamProperties empty = users().namespace("");
        assertEquals(List.of("users"), names(StreamSelection.only("users"), in("a", "users"), users()));
        assertEquals(
                "",
                chooseOne(StreamSelection.only("users"), in("a", "users"), empty)
                        .getNamespace());
    }

    @Test
    void wrongNamespaceOfAUniqueNameIsIgnored() {
        StreamName wrong = StreamName.of("b", "users");
        assertEquals(List.of("a.users"), names(StreamSelection.only(wrong), in("a", "users"), ORDERS));
        assertEquals(List.of("users"), names(StreamSelection.only(wrong), users(), ORDERS));
        assertEquals(
                FULL_REFRESH_APPEND,
                chooseOne(
                                StreamSelection.all().stream(wrong, users -> users.syncMode(FULL_REFRESH_APPEND)),
                                in("a", "users"))
                        .getSyncMode());
    }

    @Test
    void wrongNamespaceOfASharedNameIsRefused() {
        assertEquals(
                "the source has no stream b.users, but a.users, users without a namespace",
                refusal(StreamSelection.only(StreamName.of("b", "users")), in("a", "users"), users()));
    }

    @Test
    void wrongNamespaceOfAnExcludedStreamIsRefused() {
        StreamSelection selection = StreamSelection.allBut(StreamName.of("b", "users"));
        assertEquals("the source has no stream b.users, but a.users", refusal(selection, in("a", "users"), ORDERS));
        assertEquals(
                "the source has no stream b.users, but users without a namespace", refusal(selection, users(), ORDERS));
    }

    @Test
    void streamNamedTwiceByOtherNamesIsRefused() {
        assertEquals(
                "stream a.users is named twice, as b.users and as users",
                refusal(StreamSelection.only(StreamName.of("b", "users"), StreamName.of("users")), in("a", "users")));
        assertEquals(
                List.of("orders"),
                names(
                        StreamSelection.allBut(StreamName.of("a", "users"), StreamName.of("users")),
                        in("a", "users"),
                        ORDERS));
    }

    @Test
    void dottedNameIsRefusedWithTheCallThatNamesIt() {
        StreamProperties[] offered = {in("public", "users"), in("public", "orders"), stream("public_users", "id")};
        assertEquals(
                "the source has no stream public.users: did you mean StreamName.of(\"public\", \"users\")?",
                refusal(StreamSelection.only("public.users"), offered));
        assertEquals(
                "the source has no stream public.order: did you mean StreamName.of(\"public\", \"orders\")?",
                refusal(StreamSelection.allBut("public.order"), offered));
        assertEquals(
                "the source has no stream a.b.c: did you mean StreamName.of(\"a.b\", \"c\"), StreamName.of(\"a\", \"b.c\")?",
                refusal(StreamSelection.only("a.b.c"), in("a.b", "c"), in("a", "b.c")));
    }

    @Test
    void dottedNameOfAStreamIsAName() {
        assertEquals(
                List.of("public.users"), names(StreamSelection.only("public.users"), stream("public.users", "id")));
    }

    @Test
    void messagesStayOnOneLine() {
        String odd = "a\nb\r\u2028\u0085c";
        String escaped = "a\\u000ab\\u000d\\u2028\\u0085c";
        assertEquals(
                "the source has no stream " + escaped + ": it has orders", refusal(StreamSelection.only(odd), ORDERS));
        assertEquals(
                "the source has no stream invoices: it has " + escaped,
                refusal(StreamSelection.only("invoices"), stream(odd, "id")));
        assertEquals(
                "StreamSelection[only " + escaped + "]",
                StreamSelection.only(odd).toString());
        assertEquals(
                "stream " + escaped + " is named twice",
                assertThrows(IllegalArgumentException.class, () -> StreamSelection.only(odd, odd))
                        .getMessage());
        assertEquals(
                "stream " + escaped + ": selectedFields has [" + escaped + "] twice",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> StreamSelection.all().stream(
                                        odd, stream -> stream.selectedFields(selected(odd, odd))))
                        .getMessage());
    }

    @Test
    void longListsOfProblemsAreTruncatedWithACount() {
        String[] unknown = IntStream.range(0, 500).mapToObj(i -> "unknown" + i).toArray(String[]::new);
        String[] problems = refusal(StreamSelection.only(unknown), ORDERS).split("; ", -1);
        assertEquals(11, problems.length);
        assertEquals("the source has no stream unknown0: it has orders", problems[0]);
        assertEquals("and 490 more problems", problems[10]);
    }

    @Test
    void unknownStreamIsRefusedWithASuggestion() {
        for (StreamSelection selection : List.of(
                StreamSelection.only("Uesrs"),
                StreamSelection.allBut("Uesrs"),
                StreamSelection.all().stream("Uesrs", u -> {}))) {
            assertEquals(
                    "the source has no stream Uesrs: did you mean users?", refusal(selection, users(), ORDERS, AUDIT));
        }
    }

    @Test
    void streamUnlikeAnyIsRefusedWithTheStreams() {
        assertEquals(
                "the source has no stream invoices: it has users, orders",
                refusal(StreamSelection.only("invoices"), users(), ORDERS));
    }

    @Test
    void nameInBothListsIsReportedOnce() {
        StreamSelection selection = StreamSelection.only("invoices").stream("invoices", invoices -> {});
        assertEquals("the source has no stream invoices: it has orders", refusal(selection, ORDERS));
    }

    @Test
    void allProblemsAreReportedTogether() {
        StreamSelection selection = StreamSelection.only("usrs", "orders").stream(
                "orders", orders -> orders.cursorField(path("at")).primaryKey(paths("key")))
                .stream("audit", audit -> audit.syncMode(INCREMENTAL_UPDATE));
        String[] problems = refusal(selection, users(), ORDERS, AUDIT).split("; ", -1);
        assertEquals(4, problems.length, String.join("\n", problems));
        assertTrue(problems[0].startsWith("the source has no stream usrs"), problems[0]);
        assertTrue(problems[1].startsWith("stream orders: cursorField [at]"), problems[1]);
        assertTrue(problems[2].startsWith("stream orders: primaryKey's [key]"), problems[2]);
        assertTrue(problems[3].startsWith("stream audit: syncMode incremental_update"), problems[3]);
    }

    @Test
    void repeatedNameIsRefusedWhenSet() {
        assertThrows(IllegalArgumentException.class, () -> StreamSelection.only("users", "users"));
        assertThrows(IllegalArgumentException.class, () -> StreamSelection.allBut("users", "users"));
    }

    @Test
    void missingOrBlankNameIsRefusedWhenSet() {
        assertThrows(IllegalArgumentException.class, () -> StreamSelection.only(new String[0]));
        assertThrows(IllegalArgumentException.class, () -> StreamSelection.only(" "));
        assertThrows(IllegalArgumentException.class, () -> StreamSelection.allBut(""));
        assertThrows(IllegalArgumentException.class, () -> StreamSelection.all().stream("", nothing -> {}));
    }

    @Test
    void settingsUnderTwoNamesAreRefused() {
        StreamSelection selection =
                StreamSelection.all().stream("users", a -> {}).stream(StreamName.of("public", "users"), a -> {});
        assertEquals(
                "stream public.users has settings twice, under two names", refusal(selection, in("public", "users")));
    }

    @Test
    void settingsOfAnExcludedStreamAreRefused() {
        StreamSelection selection = StreamSelection.allBut("users");
        assertThrows(IllegalArgumentException.class, () -> selection.stream("users", users -> {}));
        assertEquals(
                "stream public.users has settings, but allBut() excludes it",
                refusal(
                        selection.stream(StreamName.of("public", "users"), users -> {}),
                        in("public", "users"),
                        ORDERS));
    }

    @Test
    void settingsOnAirbyteDefaultAreRefused() {
        StreamSelection none = StreamSelection.airbyteDefault();
        assertThrows(IllegalStateException.class, () -> none.stream("users", users -> {}));
        assertThrows(IllegalStateException.class, none::appendOnly);
        assertThrows(IllegalStateException.class, none::fullRefreshOnly);
    }

    @Test
    void changingTheNameInSettingsIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> StreamSelection.all().stream("users", users -> users.name("people")));
        assertThrows(
                IllegalArgumentException.class,
                () -> StreamSelection.all().stream("users", users -> users.namespace("public")));
    }

    @Test
    void sourceWithoutStreamsIsRefused() {
        assertTrue(refusal(StreamSelection.all()).startsWith("the source has no streams"));
        assertTrue(refusal(StreamSelection.all(), new StreamProperties()).startsWith("the source has no streams"));
    }

    @Test
    void allButEverythingIsRefused() {
        assertEquals(
                "allBut() excludes all streams of the source: orders",
                refusal(StreamSelection.allBut("orders"), ORDERS));
    }

    @Test
    void repeatedStreamIsRefusedUnlessExcluded() {
        StreamProperties[] offered = {in("a", "twin"), in("a", "twin"), ORDERS};
        assertEquals(
                "the source has several streams a.twin, which Airbyte cannot distinguish: leave them out",
                refusal(StreamSelection.all(), offered));
        assertEquals(List.of("orders"), names(StreamSelection.allBut("twin"), offered));
    }

    private static StreamProperties wide(String name, int fields) {
        return stream(
                name, IntStream.range(0, fields).mapToObj(i -> "field_" + i).toArray(String[]::new));
    }

    @Test
    void moreThan20000FieldsAreRefused() {
        StreamProperties[] offered = {wide("a", 10_000), wide("b", 10_001)};
        assertEquals(
                "the selected streams have 20001 fields, and Airbyte accepts at most 20000 in a connection: select fewer streams or fields",
                refusal(StreamSelection.all(), offered));
        assertEquals(List.of("a"), names(StreamSelection.only("a"), offered));
        assertEquals(
                List.of("a", "b"),
                names(StreamSelection.all().stream("b", b -> b.selectedFields(selected("field_0"))), offered));
    }

    @Test
    void exactly20000FieldsPass() {
        assertEquals(List.of("a", "b"), names(StreamSelection.all(), wide("a", 10_000), wide("b", 10_000)));
    }

    @Test
    void nestedFieldsDoNotCountTowardsTheLimit() {
        String[] fields = new String[20_001];
        fields[0] = "a";
        for (int i = 1; i < fields.length; i++) {
            fields[i] = "a.b_" + i;
        }
        assertEquals(List.of("deep"), names(StreamSelection.all(), stream("deep", fields)));
    }

    private static StreamProperties withCursor() {
        return users().defaultCursorField(path("updated_at"));
    }

    private static StreamProperties withBoth() {
        return withCursor().sourceDefinedPrimaryKey(paths("id"));
    }

    @Test
    void cursorAndKeyOfTheSourceSelectDeduped() {
        assertEquals(
                INCREMENTAL_DEDUPED_HISTORY,
                chooseOne(StreamSelection.all(), withBoth()).getSyncMode());
    }

    @Test
    void sourceDefinedCursorCountsWithoutItsName() {
        assertEquals(
                INCREMENTAL_APPEND,
                chooseOne(StreamSelection.all(), users().sourceDefinedCursorField(true))
                        .getSyncMode());
    }

    @Test
    void cursorAloneSelectsIncrementalAppend() {
        assertEquals(
                INCREMENTAL_APPEND,
                chooseOne(StreamSelection.all(), withCursor()).getSyncMode());
    }

    @Test
    void keyAloneSelectsOverwrite() {
        assertEquals(
                FULL_REFRESH_OVERWRITE,
                chooseOne(StreamSelection.all(), users().sourceDefinedPrimaryKey(paths("id")))
                        .getSyncMode());
    }

    @Test
    void withoutDedupSupportSelectsIncrementalAppend() {
        assertEquals(
                INCREMENTAL_APPEND,
                chooseOne(StreamSelection.all(), withBoth().syncModes(List.of(FULL_REFRESH_APPEND, INCREMENTAL_APPEND)))
                        .getSyncMode());
    }

    @Test
    void withoutOverwriteSupportSelectsAppend() {
        assertEquals(
                FULL_REFRESH_APPEND,
                chooseOne(StreamSelection.all(), users().syncModes(List.of(FULL_REFRESH_APPEND)))
                        .getSyncMode());
    }

    @Test
    void cursorAndKeyOfTheCallerCount() {
        StreamConfiguration cursor = chooseOne(
                StreamSelection.all().stream("users", users -> users.cursorField(path("updated_at"))), users());
        assertEquals(INCREMENTAL_APPEND, cursor.getSyncMode());
        StreamConfiguration both = chooseOne(
                StreamSelection.all().stream(
                        "users", users -> users.cursorField(path("updated_at")).primaryKey(paths("id"))),
                users());
        assertEquals(INCREMENTAL_DEDUPED_HISTORY, both.getSyncMode());
    }

    @Test
    void fullRefreshOnlyIgnoresCursors() {
        assertEquals(
                FULL_REFRESH_OVERWRITE,
                chooseOne(StreamSelection.all().fullRefreshOnly(), withBoth()).getSyncMode());
        assertEquals(
                FULL_REFRESH_APPEND,
                chooseOne(
                                StreamSelection.all().fullRefreshOnly(),
                                withBoth().syncModes(List.of(FULL_REFRESH_APPEND, INCREMENTAL_APPEND)))
                        .getSyncMode());
    }

    @Test
    void appendOnlyNeverOverwrites() {
        StreamSelection selection = StreamSelection.all().appendOnly();
        assertEquals(INCREMENTAL_APPEND, chooseOne(selection, withBoth()).getSyncMode());
        assertEquals(FULL_REFRESH_APPEND, chooseOne(selection, users()).getSyncMode());
    }

    @Test
    void appendOnlyIsRefusedIfNoModesAreKnown() {
        assertEquals(
                "stream users: appendOnly() requires one of [full_refresh_append], but no sync modes are known, because the"
                        + " destination supports none or GET /streams was called without its id: set another syncMode, or"
                        + " leave the stream out",
                refusal(StreamSelection.all().appendOnly(), users().syncModes(null)));
    }

    @Test
    void appendOnlyWithoutAppendSupportIsRefused() {
        assertEquals(
                "stream users: appendOnly() requires one of [full_refresh_append], but source and destination together support [full_refresh_overwrite]: set another syncMode, or leave the stream out",
                refusal(StreamSelection.all().appendOnly(), users().syncModes(List.of(FULL_REFRESH_OVERWRITE))));
    }

    @Test
    void syncModeOverridesThePreference() {
        StreamSelection selection =
                StreamSelection.all().appendOnly().stream("users", users -> users.syncMode(FULL_REFRESH_OVERWRITE));
        assertEquals(FULL_REFRESH_OVERWRITE, chooseOne(selection, users()).getSyncMode());
    }

    @Test
    void supportForUpdatesOnlyIsRefused() {
        assertEquals(
                "stream users: the default choice requires one of [full_refresh_overwrite, full_refresh_append], but source and destination together support [incremental_update]: set another syncMode, or leave the stream out",
                refusal(StreamSelection.all(), users().syncModes(List.of(INCREMENTAL_UPDATE))));
    }

    @Test
    void unknownModesAreIgnored() {
        assertEquals(
                FULL_REFRESH_APPEND,
                chooseOne(StreamSelection.all(), users().syncModes(List.of(UNKNOWN, FULL_REFRESH_APPEND)))
                        .getSyncMode());
        assertTrue(refusal(StreamSelection.all(), users().syncModes(List.of(UNKNOWN)))
                .contains("support no mode that this version knows"));
    }

    @Test
    void streamKnownOnlyByNameIsLeftToAirbyte() {
        assertEquals(
                new StreamConfiguration().name("bare"),
                chooseOne(StreamSelection.all(), new StreamProperties().streamName("bare")));
        StreamSelection selection = StreamSelection.all().stream(
                "bare",
                bare -> bare.syncMode(INCREMENTAL_UPDATE)
                        .cursorField(path("any"))
                        .primaryKey(paths("other.one"))
                        .selectedFields(selected("any", "other")));
        assertEquals(
                INCREMENTAL_UPDATE,
                chooseOne(selection, new StreamProperties().streamName("bare")).getSyncMode());
    }

    @Test
    void toStringHasNoSettings() {
        assertEquals("StreamSelection[all]", StreamSelection.all().toString());
        assertEquals(
                "StreamSelection[airbyte default]",
                StreamSelection.airbyteDefault().toString());
        assertEquals(
                "StreamSelection[only users, public.orders; appendOnly(); settings for users]",
                StreamSelection.only(StreamName.of("users"), StreamName.of("public", "orders")).appendOnly().stream(
                                "users", users -> users.destinationObjectName("secret"))
                        .toString());
    }

    @Test
    void namesReturnsWhetherAStreamIsNamed() {
        StreamName users = StreamName.of("public", "users");
        assertFalse(StreamSelection.all().names(users));
        assertTrue(StreamSelection.all().stream("users", stream -> {}).names(users));
        assertTrue(StreamSelection.all().stream(users, stream -> {}).names(users));
        assertFalse(StreamSelection.all().stream(StreamName.of("a", "users"), stream -> {})
                .names(users));
        assertTrue(StreamSelection.allBut("users").names(users));
        assertFalse(StreamSelection.allBut("orders").names(users));
        assertTrue(StreamSelection.only("orders").names(users));
    }
}
