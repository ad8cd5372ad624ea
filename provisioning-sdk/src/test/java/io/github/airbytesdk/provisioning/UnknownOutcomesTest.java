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
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done about a create whose answer was lost. */
class UnknownOutcomesTest {
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
    void clocksThatDisagreeDoNotHideWhatWasMade(Skew skew) {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(skew.minutes()));
        try (Rig rig = Rig.builder().server(server -> server.clock(clock)).start()) {
            // By our clock these could be ours; by the server's they are too old.
            Instant before = clock.instant().minusSeconds(10);
            UUID workspace = rig.airbyte.workspaceId();
            rig.airbyte.addSource(Rig.SOURCE, "postgres", Rig.SOURCE_CONFIGURATION, before, workspace);
            rig.airbyte.addDestination(Rig.DESTINATION, "postgres", Rig.DESTINATION_CONFIGURATION, before, workspace);
            rig.notOurs();
            rig.airbyte.onNext(skew.operation(), LOST);

            rig.assertStands(rig.provisioner().provision());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"createSource", "createDestination", "createConnection", "createJob"})
    void serverThatActsAfterTheFirstLookIsStillHeard(String operation) {
        try (Rig rig = Rig.start()) {
            rig.airbyte.onNext(operation, Fault.drop().actingAfter(Duration.ofSeconds(1)));
            FakeTime patient = new FakeTime() {
                @Override
                public void sleep(Duration pause) throws InterruptedException {
                    super.sleep(pause);
                    Rig.await(() -> rig.airbyte.calls(operation).get(0).acted());
                }
            };

            rig.assertStands(rig.provisioner().sleeper(patient).provision());
            assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), patient.pauses);
        }
    }

    @Test
    void twinThatAnotherClientMakesAtTheSameTimeLeavesTheChoiceToTheCaller() {
        try (Rig rig = Rig.start()) {
            rig.airbyte.onNext("createSource", LOST);
            ProvisioningException failure = Rig.failureOf(rig.provisioner().listener(twinOfTheSource(rig)));

            assertEquals(
                    rig.airbyte.sources().stream()
                            .map(source -> source.id().toString())
                            .sorted()
                            .toList(),
                    failure.possibleLeftovers().stream()
                            .map(Leftover::id)
                            .sorted()
                            .toList());
            assertEquals(2, failure.possibleLeftovers().size(), "both, and neither is deleted");
            rig.assertHonest(failure);
        }
    }

    @Test
    void twinThatIsTheOnlyCandidateIsAdoptedAndNeverDeleted() {
        try (Rig rig = Rig.start()) {
            rig.airbyte.onNext("createSource", NEVER_MADE);
            rig.airbyte.onEvery("createJob", REFUSED);
            ProvisioningException failure = Rig.failureOf(rig.provisioner().listener(twinOfTheSource(rig)));

            assertEquals(Step.TRIGGER_FIRST_SYNC, failure.step());
            assertEquals(
                    List.of(ResourceKind.SOURCE),
                    failure.leftovers().stream().map(Leftover::kind).toList());
            assertEquals(1, rig.airbyte.sources().size());
            rig.assertOthersUntouched();
        }
    }

    private static StepListener twinOfTheSource(Rig rig) {
        return new StepListener() {
            @Override
            public void started(Step step) {
                if (step == Step.CREATE_SOURCE) {
                    rig.airbyte.addSource(Rig.SOURCE, "postgres", Rig.SOURCE_CONFIGURATION);
                }
            }
        };
    }

    @Test
    void candidateThatAnotherClientsConnectionUsesIsNotOurs() {
        try (Rig rig = Rig.start()) {
            UUID destination = rig.airbyte.addDestination("theirs", "postgres", Rig.DESTINATION_CONFIGURATION);
            rig.airbyte.onNext("createSource", NEVER_MADE);
            StepListener listener = new StepListener() {
                @Override
                public void started(Step step) {
                    UUID source = rig.airbyte.addSource(Rig.SOURCE, "postgres", Rig.SOURCE_CONFIGURATION);
                    rig.airbyte.addConnection("theirs", source, destination);
                    rig.notOurs();
                }
            };
            ProvisioningException failure = Rig.failureOf(rig.provisioner().listener(listener));

            assertNull(failure.possibleLeftovers().get(0).id(), failure::getMessage);
            rig.assertHonest(failure);
        }
    }

    @ParameterizedTest
    @CsvSource({"another name, postgres, shop", "orders, faker, shop", "orders, postgres, archive"})
    void whatDiffersFromWhatWasSentIsNoCandidate(String name, String type, String database) {
        try (Rig rig = Rig.start()) {
            rig.airbyte.onNext("createSource", NEVER_MADE);
            ProvisioningException failure = Rig.failureOf(rig.provisioner().listener(new StepListener() {
                @Override
                public void started(Step step) {
                    String configuration = type.equals("faker")
                            ? "{\"count\": 7}"
                            : Rig.SOURCE_CONFIGURATION.replace("shop", database);
                    rig.airbyte.addSource(name, type, configuration);
                    rig.notOurs();
                }
            }));

            assertEquals(1, failure.possibleLeftovers().size(), failure::getMessage);
            assertNull(failure.possibleLeftovers().get(0).id(), failure::getMessage);
            rig.assertHonest(failure);
        }
    }

    @Test
    void connectionBetweenOtherEndsIsNoCandidate() {
        try (Rig rig = Rig.start()) {
            UUID source = rig.airbyte.addSource("theirs", "postgres", Rig.SOURCE_CONFIGURATION);
            UUID destination = rig.airbyte.addDestination("theirs", "postgres", Rig.DESTINATION_CONFIGURATION);
            rig.airbyte.onNext("createConnection", NEVER_MADE);
            ProvisioningException failure = Rig.failureOf(rig.provisioner().listener(new StepListener() {
                @Override
                public void started(Step step) {
                    if (step == Step.CREATE_CONNECTION) {
                        rig.airbyte.addConnection("theirs", source, destination);
                    }
                }
            }));

            assertEquals(Step.CREATE_CONNECTION, failure.step());
            assertNull(failure.possibleLeftovers().get(0).id(), failure::getMessage);
            assertEquals(1, rig.airbyte.connections().size(), "theirs");
        }
    }

    @Test
    void looksThatFailAreNotLooksThatFindNothing() {
        try (Rig rig = Rig.start()) {
            rig.airbyte.onNext("createSource", LOST);
            rig.airbyte.onEvery("listSources", Fault.problem(500, "unexpected-problem", "the database is down"));
            ProvisioningException failure = Rig.failureOf(rig.provisioner());

            Leftover possible = failure.possibleLeftovers().get(0);
            assertTrue(
                    possible.reason().contains("the search for the source failed: listSources: 500 unexpected-problem"),
                    failure::getMessage);
            assertEquals(6, rig.airbyte.calls("listSources").size());
            rig.assertHonest(failure);
        }
    }

    @Test
    void serverThatSaysItFailedIsNotBelievedWhenNobodyCanLook() {
        try (Rig rig = Rig.start()) {
            rig.airbyte.onNext("createSource", Fault.errorId(500).afterActing());
            rig.airbyte.onEvery("listSources", Fault.response(403));

            rig.assertHonest(Rig.failureOf(rig.provisioner()));
        }
    }

    @Test
    void candidateInTwoLooksThatAreNotConsecutiveIsNotAdopted() {
        try (Rig rig = Rig.start()) {
            rig.airbyte.onNext("createSource", LOST);
            int[] looks = {0};
            rig.airbyte.onAny(
                    call -> call.operation().equals("listSources") && looks[0]++ % 2 == 0 ? Fault.errorId(500) : null);
            ProvisioningException failure = Rig.failureOf(rig.provisioner());

            Connector made = rig.airbyte.sources().get(0);
            assertEquals(
                    made.id().toString(), failure.possibleLeftovers().get(0).id(), failure::getMessage);
            rig.assertHonest(failure);
        }
    }

    @Test
    void listWithoutDataSaysNothing() {
        try (Rig rig = Rig.start()) {
            rig.airbyte.onNext("createSource", Fault.errorId(500).afterActing());
            rig.airbyte.onEvery("listSources", Fault.response(200).body("application/json", "{}"));

            rig.assertHonest(Rig.failureOf(rig.provisioner()));
        }
    }

    @Test
    void withoutAnyTimeOfTheServersNothingIsAdopted() {
        try (Rig rig = Rig.builder()
                .server(server -> server.bearerToken(BEARER_TOKEN))
                .client(client -> client.bearerToken(BEARER_TOKEN))
                .start()) {
            rig.airbyte.onNext("createSource", LOST);
            ProvisioningException failure = Rig.failureOf(rig.provisioner());

            Connector made = rig.airbyte.sources().get(0);
            assertEquals(
                    made.id().toString(), failure.possibleLeftovers().get(0).id(), failure::getMessage);
            rig.assertHonest(failure);
        }
    }

    @Test
    void lookCoversAllPages() {
        try (Rig rig =
                Rig.builder().server(server -> server.arbitraryListOrder()).start()) {
            rig.crowded();
            rig.crowded();
            rig.airbyte.onNext("createDestination", LOST);

            rig.assertStands(rig.provisioner().provision());
            assertEquals(2 * 4, rig.airbyte.calls("listDestinations").size(), "two looks at 301 destinations");
        }
    }

    @Test
    void adoptedEndIsKeptAndSaidToBeWhenALaterStepFails() {
        try (Rig rig = Rig.start()) {
            rig.airbyte.onNext("createSource", LOST);
            rig.airbyte.onEvery("createJob", REFUSED);
            ProvisioningException failure = Rig.failureOf(rig.provisioner());

            assertEquals(1, failure.leftovers().size(), failure::getMessage);
            assertTrue(failure.leftovers().get(0).reason().contains("adopted"), failure::getMessage);
            assertEquals(2, failure.rolledBack().size(), failure::getMessage);
            rig.assertHonest(failure);
        }
    }

    @Test
    void adoptedConnectionBetweenTwoEndsOfOursIsOursAndUndone() {
        try (Rig rig = Rig.start()) {
            rig.airbyte.onNext("createConnection", LOST);
            rig.airbyte.onEvery("createJob", REFUSED);
            ProvisioningException failure = Rig.failureOf(rig.provisioner());

            assertEquals(3, failure.rolledBack().size(), failure::getMessage);
            assertTrue(rig.airbyte.isEmpty(), rig.airbyte::describe);
        }
    }

    @Test
    void lostConnectionToAnAdoptedSourceKeepsItsEnds() {
        try (Rig rig = Rig.start()) {
            rig.airbyte.onNext("createSource", LOST);
            rig.airbyte.onNext("createConnection", LOST);
            rig.airbyte.onEvery("createJob", REFUSED);
            ProvisioningException failure = Rig.failureOf(rig.provisioner());

            assertEquals(
                    List.of(ResourceKind.SOURCE, ResourceKind.DESTINATION, ResourceKind.CONNECTION),
                    failure.leftovers().stream().map(Leftover::kind).sorted().toList(),
                    failure::getMessage);
            rig.assertHonest(failure);
        }
    }

    @Test
    void tokenThatCannotBeRenewedAfterA401IsNoUnknownOutcome() {
        try (Rig rig = Rig.start()) {
            StepListener listener = new StepListener() {
                @Override
                public void started(Step step) {
                    if (step == Step.CREATE_DESTINATION) {
                        rig.airbyte.revokeTokens();
                        rig.airbyte.onNext("createAccessToken", 5, Fault.response(503));
                    }
                }
            };
            ProvisioningException failure = Rig.failureOf(rig.provisioner().listener(listener));

            assertEquals(Step.CREATE_DESTINATION, failure.step());
            assertEquals(List.of(), failure.possibleLeftovers(), failure::getMessage);
            assertTrue(rig.airbyte.isEmpty(), rig.airbyte::describe);
        }
    }

    @Test
    void callersOwnInterceptorThatFailsAfterTheAnswerLeavesTheOutcomeOpen() {
        try (Rig rig = Rig.builder()
                .http(http -> http.addInterceptor(chain -> {
                    okhttp3.Response response = chain.proceed(chain.request());
                    if (chain.request().url().encodedPath().endsWith("/sources")
                            && chain.request().method().equals("POST")) {
                        response.close();
                        throw new IllegalStateException("a bug in somebody's interceptor");
                    }
                    return response;
                }))
                .start()) {
            ProvisioningException failure = Rig.failureOf(rig.provisioner());

            assertEquals("a bug in somebody's interceptor", failure.getCause().getMessage());
            rig.assertHonest(failure);
        }
    }

    @Test
    void timeThatIsNoTimeDoesNotLoseTheId() {
        try (Rig rig = Rig.start()) {
            rig.airbyte.rewrite("createSource", answer -> {
                answer.getAsJsonObject().addProperty("createdAt", Long.MAX_VALUE);
                return answer;
            });
            ProvisionedPipeline pipeline = rig.provisioner().provision();

            assertEquals(Origin.CREATED, pipeline.origins().get(Step.CREATE_SOURCE));
            assertNotEquals(null, rig.airbyte.source(pipeline.sourceId()));
        }
    }
}
