package io.github.airbytesdk.provisioning.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final List<String> NAMES = List.of("orders", "order_items", "users", "id");

    @Test
    void typingErrorsAreFound() {
        assertEquals(List.of("users"), Messages.nearest("userss", NAMES));
        assertEquals(List.of("users"), Messages.nearest("user", NAMES));
        assertEquals(List.of("users"), Messages.nearest("uzers", NAMES));
        assertEquals(List.of("users"), Messages.nearest("uesrs", NAMES));
    }

    @Test
    void caseIsIgnored() {
        assertEquals(List.of("users"), Messages.nearest("USERS", NAMES));
    }

    @Test
    void closestNameComesFirst() {
        assertEquals(List.of("orders2", "orders34"), Messages.nearest("orders", List.of("orders34", "orders2")));
    }

    @Test
    void atMostThreeAreSuggested() {
        assertEquals(List.of("a1", "a2", "a3"), Messages.nearest("a", List.of("a1", "a2", "a3", "a4")));
    }

    @Test
    void unlikeNamesAreNotSuggested() {
        assertEquals(List.of(), Messages.nearest("invoices", NAMES));
        assertEquals(List.of(), Messages.nearest("at", NAMES));
    }

    @Test
    void longListsAreTruncatedWithACount() {
        List<Integer> twelve = IntStream.rangeClosed(1, 12).boxed().toList();
        assertEquals("1, 2, 3, 4, 5, 6, 7, 8, 9, 10, and 2 more", Messages.listed(twelve));
        assertEquals("x, x", Messages.listed(Collections.nCopies(2, "x")));
    }
}
