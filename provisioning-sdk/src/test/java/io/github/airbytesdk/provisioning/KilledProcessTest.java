package io.github.airbytesdk.provisioning;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.Call;
import io.github.airbytesdk.embedded.Connection;
import io.github.airbytesdk.embedded.Connector;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills a JVM during a provisioning that reuses existing resources, and runs the same program again.
 *
 * <p>The process is killed when the server has processed a request and has not responded yet. The server is then in the
 * same state as if the process had been killed before the next request. One more case remains: a request of the killed
 * process takes effect only later.
 */
@Tag("slow")
class KilledProcessTest {
    private static final String OUTPUT = "output.txt";

    private final EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
    private final CountDownLatch lateRequestMayAct = new CountDownLatch(1);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        lateRequestMayAct.countDown();
        airbyte.close();
    }

    /** One of the requests of an undisturbed run that the server accepts. */
    record Request(long number, String operation) {
        @Override
        public String toString() {
            return "#" + number + " " + operation;
        }
    }

    static Stream<Request> requests() {
        try (EmbeddedAirbyte undisturbed = EmbeddedAirbyte.start()) {
            run(undisturbed);
            return undisturbed.calls().stream()
                    .filter(Call::acted)
                    .map(call -> new Request(call.number(), call.operation()));
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void rerunAfterAKillEndsWithOneOfEach(Request request) throws Exception {
        airbyte.onAny(call -> call.number() == request.number()
                ? Fault.stall(Duration.ofMinutes(5)).afterActing()
                : null);
        killWhen(() -> hasActedOn(request), startProgram());
        airbyte.clearFaults();

        ProvisionedPipeline pipeline = run(airbyte);

        Pipelines.assertOnly(pipeline, airbyte);
        assertEquals(List.of(), airbyte.deletedIds());
        ProvisionedPipeline again = run(airbyte);
        assertEquals(pipeline.jobId(), again.jobId());
        assertEquals(Set.of(Origin.REUSED), Set.copyOf(again.origins().values()));
        Pipelines.assertOnly(again, airbyte);
    }

    /** The last request of the killed run takes effect while the next run sends the same one. */
    @ParameterizedTest
    @EnumSource(names = {"CREATE_SOURCE", "CREATE_DESTINATION", "CREATE_CONNECTION"})
    void createThatTakesEffectLateIsListedAsDuplicate(Step step) throws Exception {
        killBeforeServerActsOn(step.stepId());
        airbyte.onAny(call -> {
            if (call.operation().equals(step.stepId())) {
                letLateRequestAct(step);
            }
            return null;
        });

        ProvisioningException refused = assertThrows(ProvisioningException.class, () -> run(airbyte));

        assertEquals(step, refused.step());
        UUID late = ids(step).get(0);
        UUID own = airbyte.deletedIds().get(airbyte.deletedIds().size() - 1);
        assertTrue(refused.getMessage().contains(late.toString()), refused.getMessage());
        assertTrue(refused.getMessage().contains(own.toString()), refused.getMessage());
        assertTrue(
                refused.rolledBack().stream().anyMatch(deleted -> deleted.id().equals(own.toString())));
        assertEquals(List.of(), refused.leftovers());
        Pipelines.assertOnly(run(airbyte), airbyte);
    }

    /** It is not known which of the two is the right one, so none is used and none is deleted. */
    @Test
    void createThatTakesEffectAfterTheRerunIsRefused() throws Exception {
        killBeforeServerActsOn("createSource");
        airbyte.clearFaults();
        ProvisionedPipeline pipeline = run(airbyte);
        letLateRequestAct(Step.CREATE_SOURCE);

        ProvisioningException refused = assertThrows(ProvisioningException.class, () -> run(airbyte));

        List<UUID> both = ids(Step.CREATE_SOURCE);
        assertEquals(2, both.size());
        assertTrue(both.contains(pipeline.sourceId()));
        both.forEach(id -> assertTrue(refused.getMessage().contains(id.toString()), refused.getMessage()));
        assertTrue(refused.getMessage().contains("delete all but one"), refused.getMessage());
        assertEquals(List.of(), airbyte.deletedIds());
    }

    /**
     * Airbyte runs one sync at a time, and responds to a second start with the first job or a 409. The late start takes
     * effect after the only look-up, which finds no sync.
     */
    @ParameterizedTest
    @EnumSource
    void syncThatStartsLateIsTheOnlyOne(SyncState state) throws Exception {
        airbyte.setJobStatuses(state.status);
        killBeforeServerActsOn("createJob");
        airbyte.onAny(call -> {
            if (call.operation().equals("createJob")
                    || airbyte.calls("listJobs").size() > 1) {
                letLateRequestAct(Step.TRIGGER_FIRST_SYNC);
            }
            return null;
        });

        ProvisionedPipeline pipeline = run(airbyte);

        Pipelines.assertOnly(pipeline, airbyte);
    }

    enum SyncState {
        NOT_BEGUN("pending"),
        RUNNING("running");

        private final String status;

        SyncState(String status) {
            this.status = status;
        }
    }

    private boolean hasActedOn(Request request) {
        return airbyte.calls().stream().anyMatch(call -> call.number() == request.number() && call.acted());
    }

    /** The server has received the request, and processes it only when {@link #letLateRequestAct} is called. */
    private void killBeforeServerActsOn(String operation) throws Exception {
        AtomicBoolean arrived = new AtomicBoolean();
        airbyte.onAny(call -> {
            // A create of dev-null by its name is refused, and sent again when its definition has been looked up.
            boolean refused = operation.equals("createDestination")
                    && airbyte.calls("listDestinationDefinitions").isEmpty();
            if (call.operation().equals(operation) && !refused) {
                arrived.set(true);
                awaitLateness();
            }
            return null;
        });
        killWhen(arrived::get, startProgram());
    }

    private void awaitLateness() {
        try {
            assertTrue(lateRequestMayAct.await(60, SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void letLateRequestAct(Step step) {
        String operation = step == Step.TRIGGER_FIRST_SYNC ? "createJob" : step.stepId();
        lateRequestMayAct.countDown();
        await(() -> airbyte.calls(operation).stream().anyMatch(Call::acted));
    }

    private List<UUID> ids(Step step) {
        return switch (step) {
            case CREATE_SOURCE -> airbyte.sources().stream().map(Connector::id).toList();
            case CREATE_DESTINATION ->
                airbyte.destinations().stream().map(Connector::id).toList();
            default -> airbyte.connections().stream().map(Connection::id).toList();
        };
    }

    private static ProvisionedPipeline run(EmbeddedAirbyte airbyte) {
        try (AirbyteClient client = Pipelines.client(airbyte)) {
            return ReusingProgram.run(client, airbyte.workspaceId());
        }
    }

    private Process startProgram() throws IOException {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ReusingProgram.class.getName());
        java.environment().keySet().removeIf(name -> name.startsWith("AIRBYTE_"));
        java.environment().putAll(airbyte.environment());
        return java.redirectErrorStream(true)
                .redirectOutput(folder.resolve(OUTPUT).toFile())
                .start();
    }

    private void killWhen(BooleanSupplier moment, Process program) throws Exception {
        await(() -> moment.getAsBoolean() || !program.isAlive());
        assertTrue(program.isAlive(), () -> "the program ended before: " + output());
        program.destroyForcibly();
        assertTrue(program.waitFor(30, SECONDS));
    }

    private String output() {
        try {
            return Files.readString(folder.resolve(OUTPUT));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void await(BooleanSupplier moment) {
        long start = System.nanoTime();
        while (!moment.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < SECONDS.toNanos(60), "waited for a minute");
            LockSupport.parkNanos(MILLISECONDS.toNanos(2));
        }
    }
}
