package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sample of connectors, which has the artifact on its class path, tests the warnings themselves. */
class SpecWarningsTest {
    @Test
    void withoutTheArtifactThereIsNoWarning() {
        assertEquals(List.of(), SpecWarnings.of(ResourceKind.SOURCE, "postgres", Map.of("passwrd", "x")));
    }
}
