package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestNamesTest {
    private static final List<String> NAMES = List.of("orders", "order_items", "users", "id");

    @Test
    void insertedRemovedReplacedAndSwappedLettersAreNear() {
        assertEquals(List.of("users"), NearestNames.to("userss", NAMES));
        assertEquals(List.of("users"), NearestNames.to("user", NAMES));
        assertEquals(List.of("users"), NearestNames.to("uzers", NAMES));
        assertEquals(List.of("users"), NearestNames.to("uesrs", NAMES));
    }

    @Test
    void caseDoesNotMatter() {
        assertEquals(List.of("users"), NearestNames.to("USERS", NAMES));
    }

    @Test
    void nearestComesFirst() {
        assertEquals(List.of("orders2", "orders34"), NearestNames.to("orders", List.of("orders34", "orders2")));
    }

    @Test
    void threeAtMost() {
        assertEquals(List.of("a1", "a2", "a3"), NearestNames.to("a", List.of("a1", "a2", "a3", "a4")));
    }

    @Test
    void farNamesAreNotSuggested() {
        assertEquals(List.of(), NearestNames.to("invoices", NAMES));
        assertEquals(List.of(), NearestNames.to("at", NAMES));
    }

    @Test
    void longListsAreCut() {
        List<Integer> twelve = IntStream.rangeClosed(1, 12).boxed().toList();
        assertEquals("1, 2, 3, 4, 5, 6, 7, 8, 9, 10, and 2 more", NearestNames.listed(twelve));
        assertEquals("x, x", NearestNames.listed(Collections.nCopies(2, "x")));
    }
}
