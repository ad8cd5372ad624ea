package io.github.airbytesdk.benchmark;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.airbytesdk.client.AirbyteClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits the size of the jars. Runs after {@code package}; before, the class path has folders of classes instead. */
class JarsTest {
    @Test
    void jarsStaySmall() throws Exception {
        assumeTrue(AirbyteClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath()
                .endsWith(".jar"));

        assertTrue(Jars.clientKB() <= 450, "airbyte-client.jar has " + Jars.clientKB() + " KB");
        assertTrue(Jars.provisioningKB() <= 300, "provisioning-sdk.jar has " + Jars.provisioningKB() + " KB");
    }

    @Test
    void atMostEightThirdPartyJars() {
        List<String> jars = Jars.thirdParty();

        assertTrue(jars.stream().anyMatch(jar -> jar.startsWith("gson-")), jars::toString);
        assertTrue(jars.size() <= 8, jars::toString);
    }
}
