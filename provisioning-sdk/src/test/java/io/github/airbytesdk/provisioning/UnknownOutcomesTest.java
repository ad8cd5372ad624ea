package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.Connector;
import io.github.airbytesdk.embedded.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens after a create whose response was lost. */
@Execution(ExecutionMode.CONCURRENT)
class UnknownOutcomesTest {
    @RegisterExtension
    final Fixture fixture = Fixture.start();

    private static final Fault LOST = Fault.drop().afterActing();
    private static final Fault NEVER_MADE = Fault.drop();
    private static final Fault REFUSED = Fault.problem(422, "unprocessable-entity", "no");
    private static final String BEARER_TOKEN = "a-token-that-never-expires";

    record Skew(int minutes, String operation) {}

    static Stream<Skew> skews() {
        return Stream.of("createSource", "createDestination", "createConnection", "createJob")
                .flatMap(operation -> Stream.of(new Skew(-5, operation), new Skew(5, operation)));
    }

    @ParameterizedTest
    @MethodSource("skews")
    void differentClocksDoNotPreventAdoption(Skew skew) {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(skew.minutes()));
        try (Fixture fixture =
                Fixture.builder().server(server -> server.clock(clock)).start()) {
            // By the client's clock they could be new; by the server's clock they are too old.
            Instant before = clock.instant().minusSeconds(10);
            UUID workspace = fixture.airbyte.workspaceId();
            fixture.airbyte.addSource(Fixture.SOURCE, "postgres", Fixture.SOURCE_CONFIGURATION, before, workspace);
            fixture.airbyte.addDestination(
                    Fixture.DESTINATION, "postgres", Fixture.DESTINATION_CONFIGURATION, before, workspace);
            fixture.notOurs();
            fixture.airbyte.onNext(skew.operation(), LOST);

            fixture.assertProvisioned(fixture.provisioner().provision());
        }
    }

    /** A client behind a gateway that writes its own Date, which is ahead of Airbyte's clock by so much. */
    private static Fixture behindGateway(Duration ahead, Clock airbyte) {
        return Fixture.builder()
                .server(server -> server.clock(airbyte))
                .http(http -> http.addNetworkInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            airbyte.instant().plus(ahead).atOffset(ZoneOffset.UTC));
                    return response.newBuilder().header("Date", date).build();
                }))
                .start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"createSource", "createDestination", "createConnection"})
    void datesOfAGatewayDoNotHideWhatWasCreated(String operation) {
        try (Fixture fixture = behindGateway(Duration.ofMinutes(5), Clock.systemUTC())) {
            fixture.airbyte.onNext(
                    operation, Fault.problem(500, "unexpected", "no").afterActing());

            fixture.assertProvisioned(fixture.provisioner().provision());
        }
    }

    @Test
    void datesOfAGatewayDoNotMakeAnotherClientsSourceAdoptable() {
        Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5));
        try (Fixture fixture = behindGateway(Duration.ofMinutes(-5), ahead)) {
            fixture.client.workspaces().getWorkspace(fixture.airbyte.workspaceId());
            Instant before = ahead.instant().minusSeconds(60);
            fixture.airbyte.addSource(
                    Fixture.SOURCE, "postgres", Fixture.SOURCE_CONFIGURATION, before, fixture.airbyte.workspaceId());
            fixture.notOurs();
            fixture.airbyte.onNext("createSource", NEVER_MADE);

            ProvisioningException failure = Fixture.failureOf(fixture.provisioner());

            assertEquals(Step.CREATE_SOURCE, failure.step());
            fixture.assertHonest(failure);
        }
    }

    @Test
    void webPageInsteadOfEveryResponseEndsTheCallAtOnce() {
        try (Fixture fixture = Fixture.builder()
                .client(client -> client.bearerToken(BEARER_TOKEN))
                .start()) {
            fixture.airbyte.onAny(call -> new NamedFault("HTML 200").fault());

            ProvisioningException failure = Fixture.failureOf(fixture.provisioner());

            assertEquals(Step.CREATE_SOURCE, failure.step());
            assertEquals(List.of(), fixture.clock.pauses);
            assertTrue(failure.getMessage().contains("a web page instead of JSON"), failure::getMessage);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"createSource", "createDestination", "createConnection", "createJob"})
    void createAfterTheFirstSearchIsAdopted(String operation) {
        fixture.airbyte.onNext(operation, Fault.drop().actingAfter(Duration.ofSeconds(1)));
        TestClock patient = new TestClock() {
            @Override
            public void sleep(Duration pause) throws InterruptedException {
                super.sleep(pause);
                Fixture.await(() -> fixture.airbyte.calls(operation).get(0).acted());
            }
        };

        fixture.assertProvisioned(fixture.provisioner().sleeper(patient).provision());
        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), patient.pauses);
    }

    @Test
    void twoCandidatesAreReportedAndKept() {
        fixture.airbyte.onNext("createSource", LOST);
        ProvisioningException failure = Fixture.failureOf(fixture.provisioner().listener(twinOfTheSource(fixture)));

        assertEquals(
                fixture.airbyte.sources().stream()
                        .map(source -> source.id().toString())
                        .sorted()
                        .toList(),
                failure.possibleLeftovers().stream().map(Leftover::id).sorted().toList());
        assertEquals(2, failure.possibleLeftovers().size(), "both, and neither is deleted");
        fixture.assertHonest(failure);
    }

    @Test
    void adoptedSourceOfAnotherClientIsNeverDeleted() {
        fixture.airbyte.onNext("createSource", NEVER_MADE);
        fixture.airbyte.onEvery("createJob", REFUSED);
        ProvisioningException failure = Fixture.failureOf(fixture.provisioner().listener(twinOfTheSource(fixture)));

        assertEquals(Step.TRIGGER_FIRST_SYNC, failure.step());
        assertEquals(
                List.of(ResourceKind.SOURCE),
                failure.leftovers().stream().map(Leftover::kind).toList());
        assertEquals(1, fixture.airbyte.sources().size());
        fixture.assertOthersUntouched();
    }

    private static StepListener twinOfTheSource(Fixture fixture) {
        return new StepListener() {
            @Override
            public void started(Step step) {
                if (step == Step.CREATE_SOURCE) {
                    fixture.airbyte.addSource(Fixture.SOURCE, "postgres", Fixture.SOURCE_CONFIGURATION);
                }
            }
        };
    }

    @Test
    void connectorWithAConnectionIsNotACandidate() {
        UUID destination = fixture.airbyte.addDestination("theirs", "postgres", Fixture.DESTINATION_CONFIGURATION);
        fixture.airbyte.onNext("createSource", NEVER_MADE);
        StepListener listener = new StepListener() {
            @Override
            public void started(Step step) {
                UUID source = fixture.airbyte.addSource(Fixture.SOURCE, "postgres", Fixture.SOURCE_CONFIGURATION);
                fixture.airbyte.addConnection("theirs", source, destination);
                fixture.notOurs();
            }
        };
        ProvisioningException failure = Fixture.failureOf(fixture.provisioner().listener(listener));

        assertNull(failure.possibleLeftovers().get(0).id(), failure::getMessage);
        fixture.assertHonest(failure);
    }

    @ParameterizedTest
    @CsvSource({"another name, postgres, shop", "orders, faker, shop", "orders, postgres, archive"})
    void connectorThatDiffersIsNotACandidate(String name, String type, String database) {
        fixture.airbyte.onNext("createSource", NEVER_MADE);
        ProvisioningException failure = Fixture.failureOf(fixture.provisioner().listener(new StepListener() {
            @Override
            public void started(Step step) {
                String configuration = type.equals("faker")
                        ? "{\"count\": 7}"
                        : Fixture.SOURCE_CONFIGURATION.replace("shop", database);
                fixture.airbyte.addSource(name, type, configuration);
                fixture.notOurs();
            }
        }));

        assertEquals(1, failure.possibleLeftovers().size(), failure::getMessage);
        assertNull(failure.possibleLeftovers().get(0).id(), failure::getMessage);
        fixture.assertHonest(failure);
    }

    @Test
    void connectionOfOtherConnectorsIsNotACandidate() {
        UUID source = fixture.airbyte.addSource("theirs", "postgres", Fixture.SOURCE_CONFIGURATION);
        UUID destination = fixture.airbyte.addDestination("theirs", "postgres", Fixture.DESTINATION_CONFIGURATION);
        fixture.airbyte.onNext("createConnection", NEVER_MADE);
        ProvisioningException failure = Fixture.failureOf(fixture.provisioner().listener(new StepListener() {
            @Override
            public void started(Step step) {
                if (step == Step.CREATE_CONNECTION) {
                    fixture.airbyte.addConnection("theirs", source, destination);
                }
            }
        }));

        assertEquals(Step.CREATE_CONNECTION, failure.step());
        assertNull(failure.possibleLeftovers().get(0).id(), failure::getMessage);
        assertEquals(1, fixture.airbyte.connections().size(), "theirs");
    }

    @Test
    void failedSearchDoesNotCountAsEmpty() {
        fixture.airbyte.onNext("createSource", LOST);
        fixture.airbyte.onEvery("listSources", Fault.problem(500, "unexpected-problem", "the database is down"));
        ProvisioningException failure = Fixture.failureOf(fixture.provisioner());

        Leftover possible = failure.possibleLeftovers().get(0);
        assertTrue(
                possible.reason().contains("the search for the source failed: listSources: 500 unexpected-problem"),
                failure::getMessage);
        assertEquals(6, fixture.airbyte.calls("listSources").size());
        fixture.assertHonest(failure);
    }

    @Test
    void failureResponseIsNotTrustedWithoutAList() {
        fixture.airbyte.onNext("createSource", Fault.errorId(500).afterActing());
        fixture.airbyte.onEvery("listSources", Fault.response(403));

        fixture.assertHonest(Fixture.failureOf(fixture.provisioner()));
    }

    @Test
    void candidateMustAppearInConsecutiveSearches() {
        fixture.airbyte.onNext("createSource", LOST);
        int[] looks = {0};
        fixture.airbyte.onAny(
                call -> call.operation().equals("listSources") && looks[0]++ % 2 == 0 ? Fault.errorId(500) : null);
        ProvisioningException failure = Fixture.failureOf(fixture.provisioner());

        Connector created = fixture.airbyte.sources().get(0);
        assertEquals(created.id().toString(), failure.possibleLeftovers().get(0).id(), failure::getMessage);
        fixture.assertHonest(failure);
    }

    @Test
    void listWithoutDataDoesNotCountAsEmpty() {
        fixture.airbyte.onNext("createSource", Fault.errorId(500).afterActing());
        fixture.airbyte.onEvery("listSources", Fault.response(200).body("application/json", "{}"));

        fixture.assertHonest(Fixture.failureOf(fixture.provisioner()));
    }

    @Test
    void nothingIsAdoptedWithoutAServerTime() {
        try (Fixture fixture = Fixture.builder()
                .server(server -> server.bearerToken(BEARER_TOKEN))
                .client(client -> client.bearerToken(BEARER_TOKEN))
                .start()) {
            fixture.airbyte.onNext("createSource", LOST);
            ProvisioningException failure = Fixture.failureOf(fixture.provisioner());

            Connector created = fixture.airbyte.sources().get(0);
            assertEquals(
                    created.id().toString(), failure.possibleLeftovers().get(0).id(), failure::getMessage);
            fixture.assertHonest(failure);
        }
    }

    @Test
    void searchCoversAllPages() {
        try (Fixture fixture =
                Fixture.builder().server(server -> server.arbitraryListOrder()).start()) {
            fixture.crowded();
            fixture.crowded();
            fixture.airbyte.onNext("createDestination", LOST);

            fixture.assertProvisioned(fixture.provisioner().provision());
            assertEquals(2 * 4, fixture.airbyte.calls("listDestinations").size(), "two looks at 301 destinations");
        }
    }

    @Test
    void adoptedSourceIsKeptAndReported() {
        fixture.airbyte.onNext("createSource", LOST);
        fixture.airbyte.onEvery("createJob", REFUSED);
        ProvisioningException failure = Fixture.failureOf(fixture.provisioner());

        assertEquals(1, failure.leftovers().size(), failure::getMessage);
        assertTrue(failure.leftovers().get(0).reason().contains("adopted"), failure::getMessage);
        assertEquals(2, failure.rolledBack().size(), failure::getMessage);
        fixture.assertHonest(failure);
    }

    @Test
    void adoptedConnectionBetweenOwnedIsRolledBack() {
        fixture.airbyte.onNext("createConnection", LOST);
        fixture.airbyte.onEvery("createJob", REFUSED);
        ProvisioningException failure = Fixture.failureOf(fixture.provisioner());

        assertEquals(3, failure.rolledBack().size(), failure::getMessage);
        assertTrue(fixture.airbyte.isEmpty(), fixture.airbyte::describe);
    }

    @Test
    void lostConnectionToAnAdoptedSourceIsKept() {
        fixture.airbyte.onNext("createSource", LOST);
        fixture.airbyte.onNext("createConnection", LOST);
        fixture.airbyte.onEvery("createJob", REFUSED);
        ProvisioningException failure = Fixture.failureOf(fixture.provisioner());

        assertEquals(
                List.of(ResourceKind.SOURCE, ResourceKind.DESTINATION, ResourceKind.CONNECTION),
                failure.leftovers().stream().map(Leftover::kind).sorted().toList(),
                failure::getMessage);
        fixture.assertHonest(failure);
    }

    @Test
    void failedTokenRenewalAfterA401IsARefusal() {
        StepListener listener = new StepListener() {
            @Override
            public void started(Step step) {
                if (step == Step.CREATE_DESTINATION) {
                    fixture.airbyte.revokeTokens();
                    fixture.airbyte.onNext("createAccessToken", 5, Fault.response(503));
                }
            }
        };
        ProvisioningException failure = Fixture.failureOf(fixture.provisioner().listener(listener));

        assertEquals(Step.CREATE_DESTINATION, failure.step());
        assertEquals(List.of(), failure.possibleLeftovers(), failure::getMessage);
        assertTrue(fixture.airbyte.isEmpty(), fixture.airbyte::describe);
    }

    @Test
    void failingInterceptorLeavesTheOutcomeOpen() {
        try (Fixture fixture = Fixture.builder()
                .http(http -> http.addInterceptor(chain -> {
                    okhttp3.Response response = chain.proceed(chain.request());
                    if (chain.request().url().encodedPath().endsWith("/sources")
                            && chain.request().method().equals("POST")) {
                        response.close();
                        throw new IllegalStateException("a bug in an interceptor");
                    }
                    return response;
                }))
                .start()) {
            ProvisioningException failure = Fixture.failureOf(fixture.provisioner());

            assertEquals("a bug in an interceptor", failure.getCause().getMessage());
            fixture.assertHonest(failure);
        }
    }

    @Test
    void invalidCreationTimeDoesNotLoseTheId() {
        fixture.airbyte.rewrite("createSource", response -> {
            response.getAsJsonObject().addProperty("createdAt", Long.MAX_VALUE);
            return response;
        });
        ProvisionedPipeline pipeline = fixture.provisioner().provision();

        assertEquals(Origin.CREATED, pipeline.origins().get(Step.CREATE_SOURCE));
        assertNotEquals(null, fixture.airbyte.source(pipeline.sourceId()));
    }
}
