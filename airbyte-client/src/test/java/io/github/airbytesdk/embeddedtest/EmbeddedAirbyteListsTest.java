package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.EmbeddedAirbyteBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedAirbyteListsTest {
    private final EmbeddedAirbyte airbyte = settings(EmbeddedAirbyte.builder()).start();
    private final Http http = new Http(airbyte);

    /** Overridden to run all tests on another server. */
    EmbeddedAirbyteBuilder settings(EmbeddedAirbyteBuilder server) {
        return server;
    }

    @AfterEach
    void close() {
        airbyte.close();
    }

    private static List<String> names(Http.Response page) {
        List<String> names = new ArrayList<>();
        for (JsonElement item : page.data()) {
            names.add(item.getAsJsonObject().get("name").getAsString());
        }
        return names;
    }

    private static void fill(EmbeddedAirbyte airbyte, int count) {
        for (int i = 0; i < count; i++) {
            airbyte.addSource("s" + i, "faker", "{}");
        }
    }

    @Test
    void pageHasALinkToTheNextEvenAtTheEnd() {
        fill(airbyte, 150);
        assertEquals(20, http.get("/sources").data().size());
        Http.Response first = http.get("/sources?limit=100");
        assertEquals(100, first.data().size());
        assertEquals("s0", names(first).get(0));
        assertEquals("", first.text("previous"));
        Http.Response second = http.get("/sources?limit=100&offset=100");
        assertEquals(50, second.data().size());
        assertEquals("s100", names(second).get(0));
        // The next page is announced even after the last one, at an address that cannot be reached.
        assertTrue(second.text("next").startsWith("http://localhost:8001/api/public/v1/sources?"));
        assertTrue(second.text("next").endsWith("limit=100&offset=200"), second.text("next"));
        assertTrue(second.text("previous").endsWith("limit=100&limit=100&offset=0"), second.text("previous"));
        Http.Response third = http.get("/sources?limit=100&offset=200");
        assertEquals(0, third.data().size());
        assertEquals("", third.text("next"));
    }

    @Test
    void listsAreFilteredByWorkspace() {
        UUID other = airbyte.addWorkspace("other");
        airbyte.addSource("here", "faker", "{}");
        airbyte.addSource("there", "faker", "{}", Instant.EPOCH, other);
        assertEquals(List.of("here", "there"), names(http.get("/sources")));
        assertEquals(List.of("there"), names(http.get("/sources?workspaceIds=" + other)));
        assertEquals(
                List.of("here", "there"),
                names(http.get("/sources?workspaceIds=" + airbyte.workspaceId() + "," + other)));
        assertEquals(
                List.of("here", "there"),
                names(http.get("/sources?workspaceIds=" + airbyte.workspaceId() + "&workspaceIds=" + other)));
        assertEquals(List.of(), names(http.get("/sources?workspaceIds=" + UUID.randomUUID())));
    }

    @Test
    void deletedResourcesAreListedOnRequest() {
        UUID source = airbyte.addSource("s", "faker", "{}");
        UUID destination = airbyte.addDestination("d", "dev-null", "{}");
        airbyte.addConnection("c", source, destination);
        http.delete("/sources/" + source);
        http.delete("/destinations/" + destination);
        for (String path : List.of("/sources", "/destinations", "/connections")) {
            assertEquals(0, http.get(path).data().size());
            assertEquals(1, http.get(path + "?includeDeleted=true").data().size());
        }
        assertEquals(
                "deprecated",
                http.get("/connections?includeDeleted=true")
                        .data()
                        .get(0)
                        .getAsJsonObject()
                        .get("status")
                        .getAsString());
    }

    @Test
    void arbitraryOrderIsStableButNotByAge() {
        try (EmbeddedAirbyte arbitrary =
                settings(EmbeddedAirbyte.builder()).arbitraryListOrder().start()) {
            fill(arbitrary, 50);
            Http there = new Http(arbitrary);
            List<String> names = names(there.get("/sources?limit=50"));
            assertNotEquals(
                    arbitrary.sources().stream().map(source -> source.name()).toList(), names);
            assertEquals(names, names(there.get("/sources?limit=50")));
            assertEquals(50, names.stream().distinct().count());
        }
    }

    @Test
    void addedResourcesCanHaveAnEarlierTime() {
        Instant then = Instant.parse("2020-01-01T00:00:00Z");
        UUID source =
                airbyte.addSource("old", "postgres", "{\"sourceType\":\"postgres\"}", then, airbyte.workspaceId());
        UUID destination = airbyte.addDestination("old", "s3", "{}", then, airbyte.workspaceId());
        UUID connection = airbyte.addConnection("old", source, destination, then);
        Http.Response response = http.get("/sources/" + source);
        assertEquals(then.getEpochSecond(), response.json().get("createdAt").getAsLong());
        assertEquals("{}", response.json().get("configuration").toString());
        assertEquals(
                then.getEpochSecond(),
                http.get("/connections/" + connection).json().get("createdAt").getAsLong());
        assertEquals(then, airbyte.connections().get(0).createdAt());
        assertTrue(airbyte.deletedIds().isEmpty());
    }
}
