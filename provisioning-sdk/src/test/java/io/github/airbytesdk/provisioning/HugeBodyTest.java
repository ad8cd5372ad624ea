package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.airbytesdk.embedded.Fault;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An endless response uses a bounded amount of memory. */
@Tag("slow")
@Isolated("measures memory")
class HugeBodyTest {
    @RegisterExtension
    final Fixture fixture = Fixture.start();

    @ParameterizedTest
    @ValueSource(strings = {"createSource", "getStreamProperties", "createConnection", "createJob", "listSources"})
    void bodyOfAGigabyteIsNotReadIntoMemory(String operation) {
        fixture.airbyte.onNext(operation, Fault.hugeBody(1L << 30));
        if (operation.startsWith("list")) {
            fixture.airbyte.onNext("createSource", Fault.drop());
        }
        long before = allocated();
        try {
            fixture.provisioner().provision();
        } catch (ProvisioningException e) {
            fixture.assertHonest(e);
        }
        long bytes = allocated() - before;
        assertTrue(bytes < 512L << 20, () -> (bytes >> 20) + " MiB were allocated");
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
