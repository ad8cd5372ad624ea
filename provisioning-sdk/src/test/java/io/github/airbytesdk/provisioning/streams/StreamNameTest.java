package io.github.airbytesdk.provisioning.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class StreamNameTest {
    @Test
    void namesAreEqualIfNamespaceAndNameAre() {
        StreamName users = StreamName.of("public", "users");

        assertEquals(users, StreamName.of("public", "users"));
        assertEquals(users.hashCode(), StreamName.of("public", "users").hashCode());
        assertNotEquals(users, StreamName.of("public", "orders"));
        assertNotEquals(users, StreamName.of("private", "users"));
        assertNotEquals(users, StreamName.of("users"));
        assertNotEquals(users, (Object) "public.users");
    }

    @Test
    void emptyNamespaceIsNone() {
        assertEquals(StreamName.of("users"), StreamName.of("", "users"));
        assertEquals("users", StreamName.of("", "users").toString());
    }
}
