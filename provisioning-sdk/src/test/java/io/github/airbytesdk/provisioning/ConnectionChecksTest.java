package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.Call;
import io.github.airbytesdk.embedded.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class ConnectionChecksTest {
    private static final String WORDS = "FATAL: password authentication failed for user \"airbyte\"";
    private static final List<String> CHECKS = List.of("checkConnectionToSource", "checkConnectionToDestination");

    /** The threads that sent checks. */
    private final Set<Thread> checking = ConcurrentHashMap.newKeySet();

    @RegisterExtension
    final Fixture fixture = Fixture.builder()
            .http(http -> http.addInterceptor(chain -> {
                if (chain.request().url().encodedPath().endsWith("/destinations/check_connection")) {
                    checking.add(Thread.currentThread());
                }
                return chain.proceed(chain.request());
            }))
            .start();

    private List<String> operations() {
        return fixture.airbyte.calls().stream().map(Call::operation).toList();
    }

    private void assertNoThreadLeft() {
        assertEquals(1, checking.size());
        checking.forEach(thread -> assertFalse(thread.isAlive(), thread::toString));
    }

    @Test
    void withoutTheSettingNoCheckIsSent() {
        fixture.provisioner().provision();
        List<String> without = operations();
        assertTrue(without.stream().noneMatch(CHECKS::contains), without::toString);
        try (Fixture other = Fixture.start()) {
            other.provisioner().checkConnections().provision();
            List<String> checked = new ArrayList<>(
                    other.airbyte.calls().stream().map(Call::operation).toList());

            assertTrue(checked.removeAll(CHECKS), checked::toString);
            assertEquals(without, checked);
        }
    }

    @Test
    void bothConnectorsAreCheckedBeforeDiscovery() {
        ProvisionedPipeline pipeline =
                fixture.provisioner().requireConnectionChecks().provision();

        fixture.assertProvisioned(pipeline);
        List<String> operations = operations();
        for (String check : CHECKS) {
            assertEquals(1, operations.stream().filter(check::equals).count());
            assertTrue(operations.indexOf(check) > operations.indexOf("createDestination"), operations::toString);
            assertTrue(operations.indexOf(check) < operations.indexOf("getStreamProperties"), operations::toString);
        }
        assertNoThreadLeft();
    }

    /** Each check waits for the other one, so they would block if they were not concurrent. */
    @Test
    void checksRunAtTheSameTime() {
        CyclicBarrier both = new CyclicBarrier(2);
        Interceptor meeting = chain -> {
            if (chain.request().url().encodedPath().endsWith("check_connection")) {
                try {
                    both.await(10, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
            return chain.proceed(chain.request());
        };
        try (Fixture meetingFixture =
                Fixture.builder().http(http -> http.addInterceptor(meeting)).start()) {
            meetingFixture.assertProvisioned(
                    meetingFixture.provisioner().checkConnections().provision());
        }
    }

    @Test
    void wrongDestinationPasswordEndsInOneLine() {
        fixture.airbyte.setCheckFailure("destination-postgres", WORDS);

        ProvisioningException failure = Fixture.failureOf(fixture.provisioner().checkConnections());

        assertEquals(Step.CREATE_DESTINATION, failure.step());
        assertFalse(failure.isRetryable());
        assertTrue(
                failure.getMessage()
                        .startsWith(
                                "createDestination: the connection check failed, see TROUBLESHOOTING.md#source-check;"
                                        + " the connector reports: " + WORDS + "; rolled back: "),
                failure.getMessage());
        assertEquals(1, failure.getMessage().lines().count());
        assertEquals(2, failure.rolledBack().size());
        assertTrue(fixture.airbyte.isEmpty(), fixture.airbyte::describe);
    }

    @Test
    void failureOfBothNamesBoth() {
        fixture.airbyte
                .setCheckFailure("source-postgres", "unknown\nhost")
                .setCheckFailure("destination-postgres", WORDS);

        ProvisioningException failure = Fixture.failureOf(fixture.provisioner().checkConnections());

        assertEquals(Step.CREATE_SOURCE, failure.step());
        assertTrue(
                failure.getMessage()
                        .contains("reports: unknown host; that of the destination failed, too: " + WORDS + "; rolled"),
                failure.getMessage());
        assertTrue(fixture.airbyte.isEmpty(), fixture.airbyte::describe);
    }

    @Test
    void connectorsWordsAreRedacted() {
        fixture.airbyte.setCheckFailure(
                "destination-postgres", "jdbc:postgresql://airbyte:hunter2-other@dw/dw refused hunter2-destination");

        ProvisioningException failure = Fixture.failureOf(fixture.provisioner().checkConnections());

        assertFalse(failure.toString().contains("hunter2"), failure::toString);
        assertTrue(failure.getMessage().contains("refused ***"), failure.getMessage());
    }

    @Test
    void checkThatThePlatformCannotRunMayBeRepeatedLater() {
        fixture.airbyte.setChecksRunnable(false);

        ProvisioningException failure = Fixture.failureOf(fixture.provisioner().checkConnections());

        assertTrue(failure.isRetryable());
        assertTrue(
                failure.getMessage()
                        .startsWith("createSource: the platform could not run the connection check; rolled"),
                failure.getMessage());
        assertTrue(fixture.airbyte.isEmpty(), fixture.airbyte::describe);
    }

    @Test
    void reusedConnectorsAreCheckedAndKept() {
        fixture.provisioner().provision();
        fixture.airbyte.setCheckFailure("destination-postgres", WORDS);

        ProvisioningException failure =
                Fixture.failureOf(fixture.provisioner().ifExists(IfExists.REUSE).checkConnections());

        assertEquals(Step.CREATE_DESTINATION, failure.step());
        assertEquals(List.of(), failure.rolledBack());
        assertEquals(1, fixture.airbyte.sources().size());
    }

    @Test
    void baseUrlWithoutAConfigApiMeansNoChecks() {
        String gateway = "/gateway";
        try (Fixture behindGateway = Fixture.builder()
                .http(http -> http.addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .url(chain.request().url().toString().replace(gateway, "/api/public/v1"))
                        .build())))
                .start()) {
            AirbyteClient client =
                    behindGateway.client(settings -> settings.baseUrl(behindGateway.airbyte.url() + gateway));
            List<String> reasons = new ArrayList<>();
            PipelineProvisioner provisioner = new PipelineProvisioner(client)
                    .workspace(behindGateway.airbyte.workspaceId())
                    .source(Fixture.SOURCE, Fixture.SOURCE_CONFIGURATION)
                    .destination(Fixture.DESTINATION, Fixture.DESTINATION_CONFIGURATION)
                    .listener(new StepListener() {
                        @Override
                        public void checkSkipped(Step step, String reason) {
                            reasons.add(reason);
                        }
                    });

            provisioner.checkConnections().provision();
            assertEquals(1, reasons.size(), reasons::toString);
            assertTrue(reasons.get(0).contains("set it with configApiUrl(url)"), reasons::toString);

            ProvisioningException failure = Fixture.failureOf(provisioner.requireConnectionChecks());
            assertTrue(
                    failure.getMessage().startsWith("createSource: the required connection check is not available: "),
                    failure.getMessage());
            client.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkConnectionToSource", "checkConnectionToDestination"})
    void deadlineEndsABlockedCheck(String operation) {
        fixture.airbyte.onNext(operation, Fault.stall(Duration.ofSeconds(30)));
        long start = System.nanoTime();

        ProvisioningException failure =
                Fixture.failureOf(fixture.provisioner().checkConnections().deadline(Duration.ofMillis(1500)));

        assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos());
        assertTrue(failure.isRetryable());
        assertFalse(Thread.currentThread().isInterrupted());
        assertNoThreadLeft();
        assertTrue(fixture.airbyte.isEmpty(), fixture.airbyte::describe);
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkConnectionToSource", "checkConnectionToDestination"})
    void interruptEndsABlockedCheck(String operation) throws Exception {
        fixture.airbyte.onNext(operation, Fault.stall(Duration.ofSeconds(30)));
        Thread caller = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            Fixture.await(() -> CHECKS.stream()
                    .allMatch(check -> !fixture.airbyte.calls(check).isEmpty()));
            caller.interrupt();
        });
        interrupter.start();
        long start = System.nanoTime();

        ProvisioningException failure = Fixture.failureOf(fixture.provisioner().checkConnections());

        assertTrue(Thread.interrupted(), "the thread stays interrupted");
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos());
        assertTrue(failure.isRetryable());
        assertNoThreadLeft();
        assertTrue(fixture.airbyte.isEmpty(), fixture.airbyte::describe);
        interrupter.join();
    }

    /** A transport failure of one check makes the other one pointless. */
    @Test
    void failedRequestEndsTheOtherCheck() {
        fixture.airbyte.onNext("checkConnectionToDestination", Fault.stall(Duration.ofSeconds(30)));
        fixture.airbyte.onNext("checkConnectionToSource", Fault.response(500).delayed(Duration.ofMillis(500)));
        long start = System.nanoTime();

        ProvisioningException failure = Fixture.failureOf(fixture.provisioner().checkConnections());

        assertEquals(Step.CREATE_SOURCE, failure.step());
        assertFalse(Thread.currentThread().isInterrupted());
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos());
        assertNoThreadLeft();
    }
}
