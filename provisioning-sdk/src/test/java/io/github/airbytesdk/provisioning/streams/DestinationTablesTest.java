package io.github.airbytesdk.provisioning.streams;

import static io.github.airbytesdk.client.model.NamespaceDefinition.CUSTOM_FORMAT;
import static io.github.airbytesdk.client.model.NamespaceDefinition.DESTINATION;
import static io.github.airbytesdk.client.model.NamespaceDefinition.SOURCE;
import static io.github.airbytesdk.provisioning.streams.Offered.stream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.StreamConfigurations;
import io.github.airbytesdk.client.model.StreamProperties;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which streams of a connection share a table in the destination. */
class DestinationTablesTest {
    private static final StreamProperties A_USERS = in("a", "users");
    private static final StreamProperties B_USERS = in("b", "users");
    private static final StreamProperties USERS = stream("users", "id");
    private static final ConnectionCreateRequest DEFAULTS = new ConnectionCreateRequest();

    private static StreamProperties in(String namespace, String name) {
        return stream(name, "id").namespace(namespace);
    }

    private static ConnectionCreateRequest custom(@Nullable String format) {
        return new ConnectionCreateRequest().namespaceDefinition(CUSTOM_FORMAT).namespaceFormat(format);
    }

    private static void assertApart(ConnectionCreateRequest request, StreamProperties... streams) {
        StreamConfigurations chosen = StreamSelection.all().resolve(List.of(streams), request);
        assertEquals(
                streams.length,
                Objects.requireNonNull(Objects.requireNonNull(chosen).getStreams())
                        .size());
    }

    private static String refusal(ConnectionCreateRequest request, StreamProperties... streams) {
        return refusal(StreamSelection.all(), request, streams);
    }

    private static String refusal(
            StreamSelection selection, ConnectionCreateRequest request, StreamProperties... streams) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> selection.resolve(List.of(streams), request))
                        .getMessage());
    }

    @Test
    void sameTableOfTwoSchemasIsRefusedByDefault() {
        assertEquals(
                "streams a.users, b.users would be written to one table, users, because the connection's namespaceDefinition is destination: set namespaceDefinition(SOURCE) on the connection's request, or sync each of them with a connection of its own that has a prefix, see TROUBLESHOOTING.md#one-table",
                refusal(DEFAULTS, A_USERS, in("a", "orders"), B_USERS));
        assertEquals(
                refusal(DEFAULTS, A_USERS, B_USERS),
                refusal(new ConnectionCreateRequest().namespaceDefinition(DESTINATION), A_USERS, B_USERS));
    }

    @Test
    void streamWithoutANamespaceSharesTheTableToo() {
        assertEquals(
                refusal(DEFAULTS, A_USERS, USERS),
                "streams a.users, users would be written to one table, users, because the connection's namespaceDefinition is destination: set namespaceDefinition(SOURCE) on the connection's request, or sync each of them with a connection of its own that has a prefix, see TROUBLESHOOTING.md#one-table");
    }

    @Test
    void namespacesOfTheSourceKeepTablesApart() {
        assertApart(new ConnectionCreateRequest().namespaceDefinition(SOURCE), A_USERS, B_USERS, USERS);
    }

    @Test
    void formatWithTheNamespaceKeepsTablesApart() {
        for (String format : List.of("${SOURCE_NAMESPACE}", "x_${SOURCE_NAMESPACE}", "${SOURCE_NAMESPACE}_x")) {
            assertApart(custom(format), A_USERS, B_USERS, USERS);
        }
    }

    @Test
    void formatWithoutTheNamespaceIsRefused() {
        assertEquals(
                "streams a.users, b.users would be written to one table, raw.users, because the connection's namespaceDefinition is custom_format \"raw\": set namespaceDefinition(SOURCE) on the connection's request, or sync each of them with a connection of its own that has a prefix, see TROUBLESHOOTING.md#one-table",
                refusal(custom("raw"), A_USERS, B_USERS));
        for (String format : Arrays.asList(null, "", " ", "${source_namespace}")) {
            refusal(custom(format), A_USERS, B_USERS);
        }
    }

    @Test
    void prefixIsSharedByAllStreams() {
        assertEquals(
                "streams a.users, b.users would be written to one table, raw_users, because the connection's namespaceDefinition is destination: set namespaceDefinition(SOURCE) on the connection's request, or sync each of them with a connection of its own that has a prefix, see TROUBLESHOOTING.md#one-table",
                refusal(new ConnectionCreateRequest().prefix("raw_"), A_USERS, B_USERS));
        refusal(new ConnectionCreateRequest().prefix("${SOURCE_NAMESPACE}_"), A_USERS, B_USERS);
        assertApart(new ConnectionCreateRequest().prefix("raw_").namespaceDefinition(SOURCE), A_USERS, B_USERS);
    }

    @Test
    void namesThatDifferOnlyInCaseAreRefused() {
        String problem =
                " on destinations that ignore case: leave all but one of them out, or sync each of them with a connection of its own that has a prefix, see TROUBLESHOOTING.md#one-table";
        assertEquals(
                "streams users, Users would be written to one table, users," + problem,
                refusal(DEFAULTS, USERS, stream("Users", "id")));
        assertEquals(
                "streams a.users, A.Users would be written to one table, a.users," + problem,
                refusal(new ConnectionCreateRequest().namespaceDefinition(SOURCE), A_USERS, in("A", "Users")));
        assertEquals(
                "streams a.users, b.USERS would be written to one table, users, on destinations that ignore case: set namespaceDefinition(SOURCE) on the connection's request, or sync each of them with a connection of its own that has a prefix, see TROUBLESHOOTING.md#one-table",
                refusal(DEFAULTS, A_USERS, in("b", "USERS")));
    }

    @Test
    void onlySelectedStreamsAreCompared() {
        StreamSelection selection = StreamSelection.allBut(StreamName.of("b", "users"));
        StreamConfigurations chosen = Objects.requireNonNull(selection.resolve(List.of(A_USERS, B_USERS), DEFAULTS));
        assertEquals(1, Objects.requireNonNull(chosen.getStreams()).size());
        refusal(
                StreamSelection.only(StreamName.of("a", "users"), StreamName.of("b", "users")),
                DEFAULTS,
                A_USERS,
                B_USERS);
    }

    @Test
    void otherProblemsAreReportedWithIt() {
        String message = refusal(
                StreamSelection.only(StreamName.of("a", "users"), StreamName.of("b", "users"), StreamName.of("x")),
                DEFAULTS,
                A_USERS,
                B_USERS);
        assertEquals(2, message.split("; ", -1).length, message);
    }

    @Test
    void longListsOfTablesAreTruncatedWithACount() {
        StreamProperties[] streams = new StreamProperties[40];
        for (int i = 0; i < streams.length; i++) {
            streams[i] = in(i % 2 == 0 ? "a" : "b", "table" + i / 2);
        }
        String[] problems = refusal(DEFAULTS, streams).split("; ", -1);
        assertEquals(11, problems.length);
        assertEquals("and 10 more problems", problems[10]);
    }

    @Test
    void requestIsNotModified() {
        ConnectionCreateRequest request = custom("x_${SOURCE_NAMESPACE}").prefix("raw_");
        assertApart(request, A_USERS, B_USERS);
        assertEquals(custom("x_${SOURCE_NAMESPACE}").prefix("raw_"), request);
    }
}
