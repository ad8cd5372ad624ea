package io.github.airbytesdk.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantFileTest {
    private static final String WORKSPACE = "7c1d6f1e-0000-4000-8000-000000000000";
    private static final String ENDS = ", source: " + TestFleet.FAKER + ", destination: " + TestFleet.DEV_NULL + "}\n";

    private static List<Tenant> read(String yaml, String workspaceId) {
        return TenantFile.read("t.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), workspaceId);
    }

    private static String problems(String yaml) {
        return assertThrows(IllegalArgumentException.class, () -> read(yaml, WORKSPACE))
                .getMessage();
    }

    @Test
    void readsEveryMember() {
        Tenant tenant = read("""
                - name: acme
                  workspaceId: 00000000-0000-4000-8000-000000000001
                  source:
                    name: orders
                    type: postgres
                    configuration: {port: 5432, big: 9007199254740993, rate: 1.10, password: "${env:P}", ssl: true, gone: null}
                  destination: {id: 00000000-0000-4000-8000-000000000002}
                  prefix: acme_
                  streams: [users, orders]
                """, null).get(0);

        assertEquals("orders", tenant.source().name());
        assertEquals("postgres", tenant.source().type());
        assertEquals(
                "{\"port\":5432,\"big\":9007199254740993,\"rate\":1.10,\"password\":\"${env:P}\",\"ssl\":true,\"gone\":null}",
                tenant.source().configuration());
        assertTrue(tenant.destination().isShared());
        assertEquals("acme_", tenant.prefix());
        assertEquals(List.of("users", "orders"), tenant.streams());
    }

    @Test
    void appliesDefaults() {
        Tenant tenant = read("- {name: acme" + ENDS, WORKSPACE).get(0);

        assertEquals(WORKSPACE, tenant.workspaceId().toString());
        assertEquals("acme", tenant.source().name());
        assertEquals("acme", tenant.destination().name());
        assertEquals(List.of(), tenant.streams());
        assertNull(tenant.prefix());
    }

    @Test
    void exampleIsValid() throws Exception {
        String text = Files.readString(Path.of("tenants.yaml"));

        assertEquals(12, read(text, WORKSPACE).size());

        // So is what its comment shows.
        String shown = text.lines()
                .takeWhile(line -> line.startsWith("#"))
                .skip(2)
                .map(line -> line.replaceFirst("# ?", ""))
                .reduce("", (all, line) -> all + line + "\n");
        assertTrue(read(shown, null).get(0).source().configuration().contains("${env:ACME_PASSWORD}"));
    }

    @Test
    void fileMayStartWithAByteOrderMark() {
        assertEquals(
                "acme", read("\uFEFF- {name: acme" + ENDS, WORKSPACE).get(0).name());
    }

    @Test
    void emptyItemsAreSkipped() {
        assertEquals(
                2,
                read("-\n- {name: acme" + ENDS + "- null\n\n- {name: globex" + ENDS + "-\n", WORKSPACE)
                        .size());
    }

    /** In YAML 1.1 these are 83, 5400, true and a date. */
    @Test
    void scalarsAreReadAsJsonWouldBe() {
        String tenant = "- {name: acme, source: {type: x, configuration: {a: 0123, b: 1:30, c: yes, d: 2026-01-31}},"
                + " destination: " + TestFleet.DEV_NULL + "}";

        assertEquals(
                "{\"a\":\"0123\",\"b\":\"1:30\",\"c\":\"yes\",\"d\":\"2026-01-31\"}",
                read(tenant, WORKSPACE).get(0).source().configuration());
    }

    @Test
    void everyInvalidTenantIsListedWithItsLine() {
        String yaml = """
                - name: acme
                  workspaceId: nonsense
                  source: {type: faker, configuration: {count: 1}}
                  destination: {type: dev-null, configuration: {}}
                - name: ""
                - {name: a, sauce: {}}
                - {name: b}
                - {name: c, source: {configuration: {}}}
                - just text
                - {name: d, source: {type: postgres, configuration: {tunnel: [{ssh_key: hunter2}]}}}
                - {name: e, source: {type: x, configuration: [1]}}
                - {name: f, source: {type: x, configuration: {a: .inf}}}
                - {name: g, source: {type: x, configuration: {}}, destination: {id: 7, name: x}}
                - {name: h, source: {type: x, configuration: {a: 1, a: 2}}}
                - {name: i, streams: [users, users], source: {type: x, configuration: {}}}
                - {name: j, source: {name: s, type: x, configuration: {}}, destination: {type: x, configuration: {}}}
                - {name: k, source: {name: s, type: x, configuration: {}}, destination: {type: x, configuration: {}}}
                - {name: l, source: {type: x, configuration: {password: "${env:}"}}}
                """;

        assertEquals(
                List.of(
                        "line 1: workspaceId \"nonsense\" is not a UUID",
                        "line 5: name is blank, or longer than 256 characters",
                        "line 6: sauce is unknown; expected destination, name, prefix, source, streams, workspaceId",
                        "line 7: source is missing",
                        "line 8: source.type is missing",
                        "line 9: a tenant is not an object",
                        "line 10: source.configuration.tunnel.ssh_key is not a reference; write ${env:NAME} or"
                                + " ${file:PATH}, because Temporal keeps this value",
                        "line 11: source.configuration is not an object",
                        "line 12: not YAML in UTF-8, or a number that JSON lacks",
                        "line 13: destination.name is unknown; expected id",
                        "line 14, column 53: found duplicate key a",
                        "line 15: stream users is named twice",
                        "line 17: source.name \"s\" is also in line 16, in the same workspace",
                        "line 18: source.configuration.password is not a reference; write ${env:NAME} or ${file:PATH},"
                                + " because Temporal keeps this value"),
                problems(yaml)
                        .lines()
                        .map(line -> line.replaceFirst("t.yaml: ", ""))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: acme | line 1: not a list of tenants",
                "[] | line 1: no tenants",
                "'' | line 1: not a list of tenants",
                "'- {name: acme' | line 1, column ",
                "'- name: acme\n- b: c: d' | line 2, column 7: mapping values are not allowed here",
                "'- {name: “acme, “a”: b}\n]' | line 2, column 1",
            })
    void malformedFileIsLocated(String yaml, String problem) {
        assertTrue(problems(yaml).startsWith("t.yaml: " + problem), problems(yaml));
    }

    @Test
    void fileHasToBeUtf8() {
        byte[] latin1 = "- name: n\u00e4me".getBytes(StandardCharsets.ISO_8859_1);

        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> TenantFile.read("t.yaml", new ByteArrayInputStream(latin1), null))
                .getMessage()
                .contains("not YAML in UTF-8"));
    }

    @Test
    void noValueOfAConfigurationIsShown() {
        String shown = problems(
                "- name: acme\n  source: {type: x, configuration: {api_key: canary-1, x: '${nv:canary-2}', y: 0x1f}}\n");

        assertFalse(shown.contains("canary"), shown);
    }

    @Test
    void configurationThatContainsItselfIsRefused() {
        assertTrue(problems("- name: acme\n  source: {type: x, configuration: &a {b: *a}}\n")
                .contains("50 levels, or contains itself"));
        assertTrue(problems("- &a\n  name: acme\n  source: *a\n").contains("line 1: source.destination is unknown")
                || problems("- &a\n  name: acme\n  source: *a\n").contains("is unknown"));
    }
}
