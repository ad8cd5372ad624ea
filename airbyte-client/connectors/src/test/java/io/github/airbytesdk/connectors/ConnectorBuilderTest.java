package io.github.airbytesdk.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.airbytesdk.connectors.destinations.DestinationDevNull;
import io.github.airbytesdk.connectors.sources.SourceFaker;
import io.github.airbytesdk.connectors.sources.SourceGithub;
import io.github.airbytesdk.connectors.sources.SourceMongodbV2;
import io.github.airbytesdk.connectors.sources.SourcePostgres;
import io.github.airbytesdk.connectors.sources.SourceStripe;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorBuilderTest {
    private static final String CANARY = "canary-7f3a";

    private static SourcePostgres postgres() {
        return SourcePostgres.builder()
                .host("db.example.com")
                .port(5432)
                .database("shop")
                .username("airbyte")
                .password(CANARY)
                .schemas("public", "sales")
                .replicationMethod(SourcePostgres.ReplicationMethod.cdc()
                        .replicationSlot("slot")
                        .publication("pub"))
                .sslMode(SourcePostgres.SslMode.require());
    }

    @Test
    void membersBecomeJsonWithTheirConstants() {
        assertEquals(
                JsonValues.document("""
                {"sourceType": "postgres", "host": "db.example.com", "port": 5432, "database": "shop",
                 "username": "airbyte", "password": "canary-7f3a", "schemas": ["public", "sales"],
                 "replication_method": {"method": "CDC", "replication_slot": "slot", "publication": "pub"},
                 "ssl_mode": {"mode": "require"}}
                """).toString(), postgres().build().toJson().toString());
    }

    @Test
    void supplierReturnsTheCheckedConfiguration() {
        assertEquals(postgres().build().toJson(), postgres().get());
        assertEquals(postgres().get(), postgres().build().get());
    }

    @Test
    void allProblemsAreReportedTogetherWithTheirPaths() {
        SourcePostgres builder = SourcePostgres.builder()
                .port(70_000)
                .username("airbyte")
                .schemas("public", "public")
                .replicationMethod(SourcePostgres.ReplicationMethod.cdc().publication("pub"))
                .tunnelMethod(SourcePostgres.TunnelMethod.sshKeyAuth()
                        .tunnelHost("bastion")
                        .tunnelUser("tunnel")
                        .tunnelPort(-1)
                        .sshKey(CANARY));

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, builder::build);

        assertEquals(
                "source-postgres: $.port: is 70000, more than the maximum of 65536; $.schemas: has an element twice; "
                        + "$.replication_method.replication_slot: is required; "
                        + "$.tunnel_method.tunnel_port: is -1, less than the minimum of 0; "
                        + "$.host: is required; $.database: is required",
                e.getMessage());
    }

    @Test
    void defaultIsNamedWhereARequiredMemberIsMissing() {
        SourcePostgres builder =
                SourcePostgres.builder().host("h").database("d").username("u");

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, builder::build);

        assertEquals("source-postgres: $.port: is required; the connector's default is 5432", e.getMessage());
    }

    @Test
    void textShowsNoSecret() {
        SourcePostgres builder = postgres()
                .jdbcUrlParams("https://user:" + CANARY + "@proxy.example.com/")
                .tunnelMethod(SourcePostgres.TunnelMethod.sshPasswordAuth()
                        .tunnelHost("bastion")
                        .tunnelPort(22)
                        .tunnelUser("tunnel")
                        .tunnelUserPassword(CANARY))
                .set("new_member", Map.of("key", CANARY));

        for (Object each : List.of(builder, builder.build())) {
            assertFalse(each.toString().contains(CANARY), each::toString);
            assertTrue(each.toString().contains("db.example.com"), each::toString);
        }
        assertTrue(builder.get().toString().contains(CANARY), "the configuration itself has it");
    }

    @Test
    void messageShowsNoSecret() {
        SourcePostgres builder = postgres().port(-1).password(CANARY);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, builder::build);
        List<ConfigurationProblem> problems = ConnectorSpecs.check(
                "source-stripe", Map.of("client_secret", List.of(CANARY), "account_id", Map.of("a", CANARY)));

        assertFalse(e.getMessage().contains(CANARY), e::getMessage);
        assertFalse(problems.isEmpty());
        assertFalse(problems.toString().contains(CANARY), problems::toString);
    }

    @Test
    void memberAddedAfterThisReleaseIsSentUnchecked() {
        JsonObject json = postgres()
                .set("port", "later a text")
                .set("new_member", new int[0].length)
                .build()
                .toJson();

        assertEquals("later a text", json.get("port").getAsString());
        assertEquals(0, json.get("new_member").getAsInt());
    }

    @Test
    void uncheckedMemberOfAVariantIsSentToo() {
        SourcePostgres builder = postgres()
                .replicationMethod(SourcePostgres.ReplicationMethod.cdc()
                        .replicationSlot("slot")
                        .publication("pub")
                        .set("lsn_commit_behaviour", "Some new value"));

        assertEquals(
                "Some new value",
                builder.get()
                        .getAsJsonObject("replication_method")
                        .get("lsn_commit_behaviour")
                        .getAsString());
        assertThrows(IllegalArgumentException.class, builder.port(-1)::build, "the others are still checked");
    }

    @Test
    void memberSetByItsMethodAgainIsChecked() {
        SourcePostgres builder = postgres().set("port", "text").port(-1);

        assertThrows(IllegalArgumentException.class, builder::build);
    }

    @Test
    void instantIsWrittenAsTheConnectorExpectsIt() {
        JsonObject json = SourceStripe.builder()
                .accountId("acct")
                .clientSecret("secret")
                .startDate(Instant.parse("2024-02-29T12:30:45.678Z"))
                .get();

        assertEquals("2024-02-29T12:30:45Z", json.get("start_date").getAsString());
    }

    @Test
    void buildIsASnapshot() {
        SourceFaker builder = SourceFaker.builder().count(1);
        ConnectorConfiguration first = builder.build();
        builder.count(2);

        assertEquals(1, first.toJson().get("count").getAsLong());
        first.toJson().addProperty("count", 3);
        assertEquals(1, first.toJson().get("count").getAsLong());
    }

    @Test
    void nestedVariantsAreComplete() {
        JsonObject json = DestinationDevNull.builder()
                .testDestination(DestinationDevNull.TestDestination.logging()
                        .loggingConfig(DestinationDevNull.TestDestination.Logging.LoggingConfig.firstN()
                                .maxEntryCount(100)))
                .get();

        assertEquals(
                "{\"destinationType\":\"dev-null\",\"test_destination\":{\"test_destination_type\":\"LOGGING\","
                        + "\"logging_config\":{\"logging_type\":\"FirstN\",\"max_entry_count\":100}}}",
                json.toString());
    }

    @Test
    void nullIsRefusedWithTheMembersName() {
        NullPointerException e = assertThrows(
                NullPointerException.class, () -> SourcePostgres.builder().host(null));

        assertEquals("host", e.getMessage());
    }

    @Test
    void arrayTakesVarargsAndLists() {
        ConfigurationPart varargs = SourceGithub.builder().repositories("a/b", "a/c");
        ConfigurationPart list = SourceGithub.builder().repositories(List.of("a/b", "a/c"));

        assertEquals(varargs.json(), list.json());
        assertEquals(2, ((JsonArray) varargs.json().get("repositories")).size());
    }

    @Test
    void valueOfAnUnsupportedTypeIsRefusedWithItsPath() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> SourceFaker.builder().set("options", Map.of("since", java.util.Locale.ROOT)));

        assertEquals(
                "options.since is a java.util.Locale; use a String, a number, a Boolean, a Map, a List, an Object[] or a Gson"
                        + " element",
                e.getMessage());
    }

    @Test
    void notFiniteNumberIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> SourceFaker.builder().set("a", Double.NaN));
    }

    @Test
    void connectionStringsUserInfoIsNotShown() {
        SourceMongodbV2 builder =
                SourceMongodbV2.builder().set("connection_string", "mongodb://user:" + CANARY + "@host");

        assertFalse(builder.toString().contains(CANARY));
    }
}
