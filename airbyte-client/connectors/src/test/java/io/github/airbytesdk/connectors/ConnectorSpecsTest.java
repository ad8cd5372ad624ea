package io.github.airbytesdk.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorSpecsTest {
    private static final String POSTGRES = "\"host\": \"h\", \"port\": 5432, \"database\": \"d\", \"username\": \"u\"";

    private static String check(String connector, Object configuration) {
        return String.join(
                "; ",
                ConnectorSpecs.check(connector, configuration).stream()
                        .map(Object::toString)
                        .toList());
    }

    @Test
    void completeConfigurationHasNoProblem() {
        assertEquals(
                "",
                check(
                        "postgres",
                        Map.of("sourceType", "postgres", "host", "h", "port", 5432, "database", "d", "username", "u")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{%s, \"passwrd\": \"x\"} | $.passwrd: is unknown; did you mean password?",
                "{%s, \"sslMode\": {}} | $.sslMode: is unknown; did you mean ssl_mode?",
                "{%s, \"ssl_mode\": {\"mode\": \"requires\"}} | $.ssl_mode.mode: is \"requires\"; the values are \"disable\", \"allow\", \"prefer\", \"require\", \"verify-ca\", \"verify-full\"",
                "{%s, \"ssl_mode\": {}} | $.ssl_mode.mode: is required; the values are \"disable\", \"allow\", \"prefer\", \"require\", \"verify-ca\", \"verify-full\"",
                "{%s, \"ssl_mode\": {\"mode\": \"verify-ca\"}} | $.ssl_mode.ca_certificate: is required",
                "{%s, \"replication_method\": {\"method\": \"CDC\", \"publication\": \"p\", \"replicationslot\": \"s\"}} | $.replication_method.replicationslot: is unknown; did you mean replication_slot, which is required?",
                "{%s, \"tunnel_method\": {\"tunnel_method\": \"SSH_KEY_AUTH\", \"tunnel_host\": \"h\", \"tunnel_port\": 99999, \"tunnel_user\": \"u\", \"ssh_key\": \"k\"}} | $.tunnel_method.tunnel_port: is 99999, more than the maximum of 65536",
                "{%s, \"schemas\": \"public\"} | $.schemas: is a string; an array is expected",
                "{%s, \"schemas\": [\"a\", 7]} | $.schemas[1]: is an integer; a string is expected",
                "{%s, \"jdbc_url_params\": null} | $.jdbc_url_params: is null; a string is expected",
            })
    void oneMistakeIsOneProblem(String configuration, String problem) {
        assertEquals(problem, check("postgres", configuration.formatted(POSTGRES)));
    }

    @Test
    void integerMayHaveADecimalPoint() {
        assertEquals("", check("source-postgres", "{" + POSTGRES.replace("5432", "5432.0") + "}"));
        assertEquals(
                "$.port: is a number; an integer is expected",
                check("source-postgres", "{" + POSTGRES.replace("5432", "5432.5") + "}"));
    }

    @Test
    void memberThatTheServerIgnoresIsNotRefused() {
        List<ConfigurationProblem> problems =
                ConnectorSpecs.check("postgres", "{" + POSTGRES + ", \"passwrd\": \"x\"}");

        assertEquals(
                List.of(false),
                problems.stream().map(ConfigurationProblem::isRefused).toList());
    }

    @Test
    void nameThatBothKindsHaveMeansTheSource() {
        assertEquals("source-postgres", ConnectorSpecs.of("postgres").name());
        assertEquals(
                "destination-postgres",
                ConnectorSpecs.of("destination-postgres").name());
        assertTrue(check("postgres", Map.of("destinationType", "postgres")).contains("$.schema: is required"));
        assertEquals("destination-dev-null", ConnectorSpecs.of("dev-null").name());
    }

    @Test
    void unknownConnectorIsRefusedWithASimilarName() {
        IllegalArgumentException similar =
                assertThrows(IllegalArgumentException.class, () -> ConnectorSpecs.of("posgres"));
        IllegalArgumentException none =
                assertThrows(IllegalArgumentException.class, () -> ConnectorSpecs.check("acme-orders", Map.of()));

        assertEquals("unknown connector posgres; did you mean postgres?", similar.getMessage());
        assertEquals("unknown connector acme-orders; it may be newer than this release", none.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "{\"a\": }", "{} {}", "true", ""})
    void whatIsNotAJsonObjectIsRefused(String document) {
        assertThrows(IllegalArgumentException.class, () -> ConnectorSpecs.check("postgres", document));
    }

    @Test
    void typedConfigurationCanBeChecked() {
        Map<String, Object> map = new HashMap<>();
        map.put("count", -1);

        assertEquals("$.count: is -1, less than the minimum of 1", check("faker", map));
        assertEquals(
                "",
                check(
                        "faker",
                        io.github.airbytesdk.connectors.sources.SourceFaker.builder()
                                .count(5)));
    }

    @Test
    void membersAroundVariantsAreKnownInEachVariant() {
        ConnectorSpec spec = ConnectorSpec.parse("source-acme", """
                {"type": "object", "properties": {"shop": {"type": "string"}},
                 "oneOf": [{"properties": {"kind": {"const": "a"}, "size": {"type": "integer"}}, "required": ["kind"]},
                           {"properties": {"kind": {"const": "b"}}, "required": ["kind"]}]}
                """);

        assertEquals(
                "[]", spec.check(Map.of("shop", "s", "kind", "a", "size", 1)).toString());
        assertEquals(
                "[$.sise: is unknown; did you mean size?]",
                spec.check(Map.of("shop", "s", "kind", "a", "sise", 1)).toString());
    }

    @Test
    void specificationOfACustomConnectorCanBeChecked() {
        ConnectorSpec spec = ConnectorSpec.parse("source-acme", """
                {"type": "object", "required": ["shop"], "additionalProperties": false,
                 "properties": {"shop": {"type": "string", "minLength": 2}, "limit": {"anyOf": [{"type": "integer"}, {"const": "all"}]}}}
                """);

        assertEquals(
                "[]",
                spec.check(Map.of("shop", "ab", "limit", "all", "definitionId", "x"))
                        .toString());
        assertEquals(
                "[$.limit: fits none of its 2 variants, $.shpo: is unknown; did you mean shop, which is required?]",
                spec.check("{\"limit\": {}, \"shpo\": \"a\"}").toString());
    }
}
