package io.github.airbytesdk.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantFileTest {
    private static final String WORKSPACE = "7c1d6f1e-0000-4000-8000-000000000000";

    @TempDir
    Path folder;

    private static List<String> problems(String name, String text) {
        return assertThrows(BadInputException.class, () -> TenantFile.parse(text, name, WORKSPACE))
                .problems();
    }

    @Test
    void readsBothFormatsAlike() throws Exception {
        String yaml = """
                - name: acme
                  workspaceId: 00000000-0000-4000-8000-000000000001
                  source:
                    name: orders
                    type: postgres
                    configuration: {port: 5432, big: 9007199254740993, rate: 1.10, password: "${env:P}", ssl: true, gone: ~}
                  destination: {id: 00000000-0000-4000-8000-000000000002}
                  prefix: acme_
                  streams: [users, orders]
                """;
        String csv = """
                name,workspaceId,source.name,source.type,source.configuration,destination.id,prefix,streams
                acme,00000000-0000-4000-8000-000000000001,orders,postgres,"{""port"": 5432, ""big"": 9007199254740993,
                ""rate"": 1.10, ""password"": ""${env:P}"", ""ssl"": true, ""gone"": null}",\
                00000000-0000-4000-8000-000000000002,acme_,users orders
                """;

        List<Tenant> fromYaml = TenantFile.parse(yaml, "tenants.yaml", null);

        assertEquals(fromYaml, TenantFile.parse(csv, "tenants.csv", null));
        assertEquals(
                "{\"port\":5432,\"big\":9007199254740993,\"rate\":1.10,\"password\":\"${env:P}\",\"ssl\":true,\"gone\":null}",
                fromYaml.get(0).source().configuration());
        assertEquals(List.of("users", "orders"), fromYaml.get(0).streams());
    }

    @Test
    void whatIsLeftOutHasADefault() throws Exception {
        Tenant tenant = TenantFile.parse(
                        "- {name: acme, source: " + Rig.FAKER + ", destination: " + Rig.DEV_NULL + "}",
                        "t.yml",
                        WORKSPACE)
                .get(0);

        assertEquals(WORKSPACE, tenant.workspaceId().toString());
        assertEquals("acme", tenant.source().name());
        assertEquals("acme", tenant.destination().name());
        assertEquals(List.of(), tenant.streams());
        assertNull(tenant.prefix());
    }

    @Test
    void exampleIsGood() throws Exception {
        try (InputStream example = TenantFile.class.getResourceAsStream("/tenants.yaml")) {
            String text = new String(example.readAllBytes(), StandardCharsets.UTF_8);

            assertEquals(12, TenantFile.parse(text, "tenants.yaml", WORKSPACE).size());

            // So is what its comment shows.
            String shown = text.lines()
                    .takeWhile(line -> line.startsWith("#"))
                    .skip(2)
                    .map(line -> line.replaceFirst("# ?", ""))
                    .reduce("", (all, line) -> all + line + "\n");
            Tenant tenant = TenantFile.parse(shown, "tenants.yaml", null).get(0);
            assertTrue(tenant.source().configuration().contains("${env:ACME_PASSWORD}"));
        }
    }

    @Test
    void everyBadRowOfYamlIsListedWithItsLine() {
        String text = """
                - name: acme
                  workspaceId: nonsense
                  source: {type: faker, configuration: {count: 1}}
                  destination: {type: dev-null, configuration: {}}
                - name: ""
                  sauce: {}
                  source: {configuration: {}}
                  destination: {id: 00000000-0000-4000-8000-000000000002, name: x}
                - just text
                - name: globex
                  source: {type: postgres, configuration: {password: hunter2-is-secret}}
                  destination: {type: dev-null, configuration: [1]}
                  streams: [users, users]
                - name: initech
                  source: {type: s3, configuration: {a: "${env:}", path: "${NAMESPACE}/x"}}
                  destination: {type: dev-null, configuration: {on: yes}}
                """;

        assertEquals(
                List.of(
                        "line 9: no tenant; begin it with \"- name:\"",
                        "line 16: a value is neither text nor a plain number, true or false; put it in quotes",
                        "line 1: workspaceId \"nonsense\" is no UUID",
                        "line 5: sauce is unknown; there are destination, name, prefix, source, streams, workspaceId",
                        "line 5: name is missing",
                        "line 5: source.name is missing",
                        "line 5: source.type is missing, such as \"postgres\"; a custom connector has a definitionId in its"
                                + " configuration instead",
                        "line 5: destination.id names one that is there, so destination has no other member",
                        "line 10: source.configuration.password is no reference; write ${env:NAME} or ${file:PATH},"
                                + " because Temporal keeps what stands here",
                        "line 10: destination.configuration is missing, or no object",
                        "line 10: streams: stream users is named twice",
                        "line 14: source.configuration has \"${env:…\"; a reference is ${env:NAME} or ${file:PATH}"),
                problems("tenants.yaml", text));
    }

    @Test
    void everyBadRowOfCsvIsListedWithItsLine() {
        String text = """
                name,source.type,source.configuration,destination.type,destination.configuration
                acme,faker,"{""count"":
                1000}",dev-null,{}
                globex,faker,{not json,dev-null,{}
                initech,faker
                acme,faker,{},dev-null,{}
                """;

        assertEquals(
                List.of(
                        "line 4: a configuration is no JSON",
                        "line 5: 2 fields, and the header has 5",
                        "line 4: source.configuration is missing, or no object",
                        "line 6: tenant \"acme\" is in line 2 already, in the same workspace",
                        "line 6: source \"acme\" is in line 2 already, in the same workspace",
                        "line 6: destination \"acme\" is in line 2 already, in the same workspace"),
                problems("tenants.csv", text));
    }

    @Test
    void noValueOfAConfigurationIsShown() {
        String yaml =
                "- name: acme\n  source: {type: x, configuration: {api_key: canary-1, x: '${nv:canary-2}', y: 0x1f}}\n";
        String csv = "name,source.configuration\nacme,{\"password\": canary-3\n";

        String shown = problems("t.yaml", yaml) + " " + problems("t.csv", csv);

        assertFalse(shown.contains("canary"), shown);
    }

    @Test
    void filesThatAreNeitherAreRefused() throws Exception {
        assertEquals(List.of("neither .csv nor .yaml"), problems("tenants.txt", ""));
        assertEquals(List.of("line 1: no tenants"), problems("tenants.csv", "name\n"));
        assertEquals(
                List.of("line 1: no column is called \"nom\"; there are destination.configuration, destination.id,"
                        + " destination.name, destination.type, name, prefix, source.configuration, source.name, source.type,"
                        + " streams, workspaceId"),
                problems("tenants.csv", "nom\nacme\n"));
        assertEquals(
                List.of("line 1: not a list of tenants; begin each with \"- name:\""),
                problems("t.yaml", "name: acme"));
        assertTrue(problems("t.yaml", "- name: acme\n- b: c: d").get(0).startsWith("line 2: not YAML: "));
        assertTrue(problems("t.csv", "name\n\"acme\"x\n").get(0).contains("look for a quote"));
        Path latin = Files.write(folder.resolve("latin.csv"), "näme".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(assertThrows(BadInputException.class, () -> TenantFile.read(latin, null))
                .getMessage()
                .contains("UTF-8"));
    }

    @Test
    void yamlThatHoldsItselfEnds() {
        String problem =
                problems("t.yaml", "- &a\n  name: acme\n  source: *a\n").get(0);

        assertTrue(problem.contains("nested more than 50 times"), problem);
    }
}
