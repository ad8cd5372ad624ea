package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionStatus;
import io.github.airbytesdk.client.model.JobStatus;
import io.github.airbytesdk.client.model.StreamProperties;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Fault;
import io.github.airbytesdk.embedded.JobFailure;
import io.github.airbytesdk.provisioning.ProvisionedPipeline.StreamDifferences;
import io.github.airbytesdk.provisioning.ProvisioningPlan.PlannedStep;
import io.github.airbytesdk.provisioning.streams.StreamName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results and exceptions survive Java serialization, by which job frameworks and remote calls pass them on. */
class SerializationTest {
    private static final StreamName USERS = StreamName.of("public", "users");
    private static final ResourceId SOURCE =
            new ResourceId(ResourceKind.SOURCE, UUID.randomUUID().toString());

    /** One value of each public record, with all its members. */
    static List<Record> results() {
        return List.of(
                USERS,
                SOURCE,
                new Leftover(ResourceKind.JOB, "7", "orders", "createJob: no response"),
                new Deprovisioned(List.of(SOURCE), List.of(SOURCE)),
                new PlannedStep(Step.CREATE_SOURCE, ProvisioningPlan.Action.REUSE, "orders"),
                new ProvisioningPlan(
                        List.of(new PlannedStep(Step.CREATE_SOURCE, ProvisioningPlan.Action.CREATE, "orders")),
                        List.of("a warning")),
                new StreamProgress(USERS, 1, 2),
                new SyncFailure("source", "config_error", "password authentication failed", USERS, true),
                new SyncResult(
                        7,
                        JobStatus.FAILED,
                        1,
                        2,
                        Duration.ofSeconds(3),
                        List.of(new SyncFailure("source", "config_error", "no", null, false)),
                        List.of(new StreamProgress(USERS, 1, 2)),
                        "not read"),
                new StreamDifferences(List.of(USERS), List.of(USERS)),
                new ProvisionedPipeline(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        "faker",
                        UUID.randomUUID(),
                        "dev-null",
                        List.of(new StreamProperties()
                                .streamName("users")
                                .sourceDefinedCursorField(true)
                                .sourceDefinedPrimaryKey(List.of(List.of("id")))
                                .propertyFields(List.of(List.of("id"), List.of("address", "city")))),
                        UUID.randomUUID(),
                        ConnectionStatus.ACTIVE,
                        7,
                        JobStatus.PENDING,
                        Map.of(Step.CREATE_SOURCE, Origin.REUSED),
                        new StreamDifferences(List.of(USERS), List.of())));
    }

    private static byte[] serialized(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }

    private static Object copy(Object value) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(serialized(value)))) {
            return in.readObject();
        }
    }

    @ParameterizedTest
    @MethodSource("results")
    void resultEqualsItsCopy(Record result) throws Exception {
        assertEquals(result, copy(result));
    }

    /** A record that is added is serializable too, and has a value above. */
    @Test
    void everyPublicRecordIsTested() throws Exception {
        Set<String> records = new TreeSet<>();
        for (Class<?> anyOfThePackage : List.of(Step.class, StreamName.class)) {
            Path classes = Path.of(anyOfThePackage
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files =
                    Files.list(classes.resolve(anyOfThePackage.getPackageName().replace('.', '/')))) {
                for (String file :
                        files.map(file -> file.getFileName().toString()).toList()) {
                    if (file.endsWith(".class") && !file.equals("package-info.class")) {
                        Class<?> type =
                                Class.forName(anyOfThePackage.getPackageName() + "." + file.replace(".class", ""));
                        if (type.isRecord() && isPublic(type)) {
                            records.add(type.getSimpleName());
                        }
                    }
                }
            }
        }

        assertEquals(
                records,
                results().stream()
                        .map(result -> result.getClass().getSimpleName())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
    }

    @Test
    void resultsOfARealRunEqualTheirCopies() throws Exception {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                AirbyteClient client = Pipelines.client(airbyte)) {
            airbyte.setJobStatuses("failed")
                    .setJobDurations(Duration.ZERO, Duration.ZERO)
                    .setJobFailures(JobFailure.configError("source", "no"));
            PipelineProvisioner provisioner = Pipelines.fakerToDevNull(client, airbyte.workspaceId());

            ProvisioningPlan plan = provisioner.plan();
            ProvisionedPipeline pipeline = provisioner.provision();
            SyncResult sync = new SyncWatch(client).readAttempts().await(pipeline.jobId(), Duration.ofSeconds(30));
            Deprovisioned deprovisioned =
                    new Deprovisioner(client).pipeline(pipeline).deprovision();

            for (Record result : List.of(plan, pipeline, sync, deprovisioned)) {
                assertEquals(result, copy(result));
            }
            assertTrue(!pipeline.streams().isEmpty() && !sync.failures().isEmpty(), sync::toString);
        }
    }

    @Test
    void exceptionKeepsItsLeftoversAndItsCause() throws Exception {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                AirbyteClient client = Pipelines.client(airbyte)) {
            airbyte.onNext("createConnection", Fault.problem(400, "bad-request", "no"));
            airbyte.onEvery("deleteSource", Fault.problem(403, "forbidden", "no"));
            ProvisioningException failure = assertThrows(
                    ProvisioningException.class,
                    () -> Pipelines.fakerToDevNull(client, airbyte.workspaceId())
                            .provision());

            ProvisioningException copy = (ProvisioningException) copy(failure);

            assertEquals(1, failure.leftovers().size());
            assertEquals(failure.leftovers(), copy.leftovers());
            assertEquals(failure.rolledBack(), copy.rolledBack());
            assertEquals(failure.possibleLeftovers(), copy.possibleLeftovers());
            assertEquals(failure.step(), copy.step());
            assertEquals(failure.getMessage(), copy.getMessage());
            assertEquals(400, ((AirbyteApiException) copy.getCause()).status());
            assertEquals(failure.getSuppressed().length, copy.getSuppressed().length);
        }
    }
}
