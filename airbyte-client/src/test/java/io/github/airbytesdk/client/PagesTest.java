package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.SourceResponse;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.EmbeddedAirbyteBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    private final List<Integer> offsets = new ArrayList<>();

    /** Returns a list of that many numbers. */
    private Pages.Page<Integer> list(int size) {
        return (limit, offset) -> {
            assertEquals(100, limit);
            offsets.add(offset);
            return IntStream.range(offset, Math.min(size, offset + limit))
                    .boxed()
                    .toList();
        };
    }

    @ParameterizedTest
    @CsvSource({
        "0, '0'",
        "1, '0'",
        "99, '0'",
        "100, '0 100'",
        "101, '0 100'",
        "250, '0 100 200'",
        "300, '0 100 200 300'"
    })
    void pagesAreRequestedUntilAShortOne(int size, String expectedOffsets) {
        List<Integer> items =
                Pages.stream("listNumbers", null, null, list(size)).toList();

        assertEquals(IntStream.range(0, size).boxed().toList(), items);
        assertEquals(expectedOffsets, offsets.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }

    @Test
    void pagesAreRequestedLazily() {
        var stream = Pages.stream("listNumbers", null, null, list(250));
        assertEquals(List.of(), offsets);

        assertEquals(List.of(0, 1, 2), stream.limit(3).toList());
        assertEquals(List.of(0), offsets);
    }

    @Test
    void listWithoutItsDataIsAnError() {
        Stream<Integer> items = Pages.stream("listNumbers", null, null, (limit, offset) -> null);

        AirbyteApiException e = assertThrows(AirbyteApiException.class, items::toList);
        assertEquals("listNumbers: 200: a list without its data", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"7, 3, 7/3 7/10", "100, , 100/0", "101, , 100/0", ", 5, 100/5"})
    void limitIsThatOfAPageAndOffsetThatOfTheFirst(@Nullable Integer limit, @Nullable Integer offset, String expected) {
        List<String> pages = new ArrayList<>();

        List<Integer> items = Pages.<Integer>stream("listNumbers", limit, offset, (size, from) -> {
                    pages.add(size + "/" + from);
                    return IntStream.range(from, Math.min(12, from + size))
                            .boxed()
                            .toList();
                })
                .toList();

        assertEquals(expected, String.join(" ", pages));
        assertEquals(IntStream.range(offset == null ? 0 : offset, 12).boxed().toList(), items);
    }

    @ParameterizedTest
    @CsvSource({
        "0, , a page of 0 items would never end the list",
        "-1, , a page of -1 items would never end the list",
        ", -1, the offset -1 is negative"
    })
    void impossiblePagesAreRefused(@Nullable Integer limit, @Nullable Integer offset, String problem) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> Pages.stream("listNumbers", limit, offset, (size, from) -> List.of()));

        assertEquals("listNumbers: " + problem, e.getMessage());
    }

    @Test
    void missingItemsAreSkippedButCountForTheOffset() {
        Pages.Page<String> holes = (limit, offset) -> {
            offsets.add(offset);
            @Nullable String[] page = new @Nullable String[offset == 0 ? 100 : 3];
            page[offset == 0 ? 99 : 1] = "item-" + offset;
            return Arrays.asList(page);
        };

        assertEquals(
                List.of("item-0", "item-100"),
                Pages.stream("listTexts", null, null, holes).toList());
        assertEquals(List.of(0, 100), offsets);
    }

    @Test
    void pageOfOnlyMissingItemsDoesNotEndTheList() {
        Pages.Page<String> holes =
                (limit, offset) -> offset == 0 ? Arrays.asList(new @Nullable String[100]) : List.of("last");

        assertEquals(
                List.of("last"), Pages.stream("listTexts", null, null, holes).toList());
    }

    @Test
    void iteratorThrowsAtTheEnd() {
        Iterator<Integer> items =
                Pages.stream("listNumbers", null, null, list(1)).iterator();

        assertEquals(0, items.next());
        assertFalse(items.hasNext());
        assertThrows(NoSuchElementException.class, items::next);
        assertEquals(List.of(0), offsets);
    }

    @Test
    void terminalOperationThrowsTheFailure() {
        var stream = Pages.<Integer>stream("listNumbers", null, null, (limit, offset) -> {
            throw new IllegalStateException("down");
        });

        assertEquals(
                "down",
                assertThrows(IllegalStateException.class, stream::toList).getMessage());
    }

    @Test
    void listIsReadByOffsetAndItsLinksAreNotFollowed() {
        String item = "{\"sourceId\":\"" + ScriptedServer.ID + "\"}";
        String next = "\"next\":\"http://localhost:8001/api/public/v1/sources?offset=1\",";
        fixture.enqueue(
                json("{" + next + "\"data\":[" + String.join(",", Collections.nCopies(100, item)) + "]}"),
                json("{" + next + "\"data\":[" + item + "]}"));
        AirbyteClient client = fixture.client();

        List<SourceResponse> sources = client.sources()
                .streamSources(query -> query.workspaceIds(List.of(ScriptedServer.ID)))
                .toList();

        assertEquals(101, sources.size());
        String path = "/api/public/v1/sources?workspaceIds=" + ScriptedServer.ID + "&limit=100&offset=";
        assertEquals(List.of(path + 0, path + 100), fixture.paths());
        assertNull(sources.get(100).getName());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void listsOfAirbyteAreReadWithAndWithoutBeanValidation(boolean validation) {
        EmbeddedAirbyteBuilder settings = EmbeddedAirbyte.builder();
        try (EmbeddedAirbyte airbyte = (validation ? settings.beanValidation() : settings).start();
                AirbyteClient client = AirbyteClient.fromEnv(airbyte.environment())) {
            UUID source = airbyte.addSource("source", "faker", "{}");
            UUID connection =
                    airbyte.addConnection("connection", source, airbyte.addDestination("destination", "s3", "{}"));
            for (int i = 0; i < 150; i++) {
                airbyte.addSource("source " + i, "faker", "{}");
                airbyte.addJob(connection, "succeeded");
            }

            long sources = client.sources()
                    .streamSources(query -> query.workspaceIds(List.of(airbyte.workspaceId())))
                    .map(SourceResponse::getSourceId)
                    .distinct()
                    .count();
            long jobs = client.jobs()
                    .streamJobs(query -> query.connectionId(connection))
                    .map(JobResponse::getJobId)
                    .distinct()
                    .count();

            assertEquals(151, sources);
            assertEquals(150, jobs);
            assertEquals(2, airbyte.calls("listSources").size());
            assertEquals(2, airbyte.calls("listJobs").size());
        }
    }

    @Test
    void pageThatIsTooLargeIsRequestedWithFewerItems() {
        List<Integer> limits = new ArrayList<>();
        List<Integer> items = Pages.<Integer>stream("listNumbers", null, null, (limit, offset) -> {
                    limits.add(limit);
                    if (limit > 30) {
                        throw tooLarge();
                    }
                    return IntStream.range(offset, Math.min(offset + limit, 60))
                            .boxed()
                            .toList();
                })
                .toList();

        assertEquals(IntStream.range(0, 60).boxed().toList(), items);
        assertEquals(List.of(100, 50, 25, 25, 25), limits);
    }

    @Test
    void singleItemThatIsTooLargeIsAnError() {
        Stream<Integer> items = Pages.stream("listNumbers", null, null, (limit, offset) -> {
            throw tooLarge();
        });

        assertThrows(AirbyteApiException.class, items::toList);
    }

    private static AirbyteApiException tooLarge() {
        return new AirbyteApiException(
                "listSources: too large",
                new BoundedBody.TooLargeException(),
                "listSources",
                200,
                null,
                true,
                false,
                false,
                null,
                null);
    }
}
