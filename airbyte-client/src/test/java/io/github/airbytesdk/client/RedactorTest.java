package io.github.airbytesdk.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final String AWKWARD = "p@ss \"w\\rd\"/\u00e4<b>'+&?=%\ud83d\ude00";

    private static final String PEM =
            "-----BEGIN PRIVATE KEY-----\n  MIIEvQIBADAN\r\nBgkqhkiG9w0B\nshort\n-----END PRIVATE KEY-----\n";

    private static String redact(String secret, String text) {
        return Redactor.of(List.of(secret)).apply(text);
    }

    private static String redactIn(String configuration, String text) {
        return Redactor.ofConfigurations(List.of(json(configuration))).apply(text);
    }

    private static JsonElement json(String text) {
        return JsonParser.parseString(text.replace('`', '"'));
    }

    // Forms in which a secret is found.

    @Test
    void everyOccurrenceIsHidden() {
        assertEquals("***: no ***, ***", redact("hunter2", "hunter2: no hunter2, hunter2"));
    }

    @Test
    void plainAndUrlEncodedFormsAreHidden() {
        String encoded = URLEncoder.encode(AWKWARD, StandardCharsets.UTF_8);

        assertEquals("jdbc:***.", redact(AWKWARD, "jdbc:" + AWKWARD + "."));
        assertEquals("jdbc:***.", redact(AWKWARD, "jdbc:" + encoded + "."));
        assertEquals("jdbc:***.", redact(AWKWARD, "jdbc:" + encoded.replace("+", "%20") + "."));
        assertEquals("jdbc:***.", redact(AWKWARD, "jdbc:" + lowerCaseEscapes(encoded) + "."));
        assertEquals(
                "jdbc:***.",
                redact(
                        AWKWARD,
                        "jdbc:" + URLEncoder.encode(encoded.replace("+", "%20"), StandardCharsets.UTF_8) + "."));
    }

    private static String lowerCaseEscapes(String encoded) {
        StringBuilder lower = new StringBuilder(encoded);
        for (int i = lower.indexOf("%"); i >= 0; i = lower.indexOf("%", i + 1)) {
            lower.replace(i, i + 3, lower.substring(i, i + 3).toLowerCase(java.util.Locale.ROOT));
        }
        return lower.toString();
    }

    @Test
    void jsonEscapedFormsAreHidden() {
        String once = new JsonPrimitive(AWKWARD).toString();
        String twice = new JsonPrimitive(once).toString();
        String unicode = AWKWARD.replace("\\", "\\\\").replace("\"", "\\u0022").replace("/", "\\/");

        assertEquals("{\"a\":\"***\"}", redact(AWKWARD, "{\"a\":" + once + "}"));
        assertEquals("\"\\\"***\\\"\"", redact(AWKWARD, twice));
        assertEquals(
                "***", redact(AWKWARD, unicode.replace("\u00e4", "\\u00E4").replace("\ud83d\ude00", "\\uD83D\\uDE00")));
    }

    @Test
    void htmlEscapedFormsAreHidden() {
        String html = AWKWARD.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");

        assertEquals("<p>***</p>", redact(AWKWARD, "<p>" + html + "</p>"));
        assertEquals("<p>***</p>", redact(AWKWARD, "<p>" + html.replace("&", "&amp;") + "</p>"));
        assertEquals("<p>***</p>", redact(AWKWARD, "<p>" + html.replace("&#39;", "&#x27;") + "</p>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u:", "us:", "user:", "airbyte:"})
    void base64FormIsHiddenAtEveryOffset(String before) {
        for (String secret : List.of("hunter2hunter2", "canary/p\u00e4ss?>", AWKWARD)) {
            byte[] bytes = (before + secret + ", and more").getBytes(StandardCharsets.UTF_8);
            for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                String encoded = encoder.encodeToString(bytes);
                assertEquals("Basic ***.", redact(secret, "Basic " + encoded + "."), encoded);
            }
        }
    }

    @Test
    void base64OfAShortSecretIsHiddenAsAWhole() {
        assertEquals("got ***, not YWJjeA", redact("abc", "got YWJj, not YWJjeA"));
        assertEquals("got ***", redact("pass", "got cGFzcw=="));
    }

    @Test
    void secretOfSeveralLinesIsHiddenWholeAndByLine() {
        Redactor redactor = Redactor.of(List.of(PEM));

        assertEquals(
                "bad key: *** ",
                redactor.apply("bad key: " + PEM.replace("\n\n", "\n")).replaceAll("\\s+$", " "));
        assertEquals(
                "bad key: ***",
                redactor.apply("bad key: " + PEM.replace("\n", "\\n").replace("\r", "\\r"))
                        .replaceAll("(\\\\n)+$", ""));
        assertEquals(
                "bad key: ***",
                redactor.apply("bad key: " + PEM.replaceAll("\\s+", " ").strip()));
        assertEquals("at ***, then ***", redactor.apply("at MIIEvQIBADAN, then BgkqhkiG9w0B"));
        assertEquals(
                "-----BEGIN PRIVATE KEY----- expected, short",
                redactor.apply("-----BEGIN PRIVATE KEY----- expected, short"));
    }

    @Test
    void shortSecretIsHiddenAtWordBoundaries() {
        assertEquals("*** is required, superusers are not", redact("users", "users is required, superusers are not"));
        assertEquals("code ***, port 12345", redact("1234", "code 1234, port 12345"));
        assertEquals("public_data", redact("public", "public_data"));
        assertEquals("x=%20***%20", redact("abc", "x=%20abc%20"));
        assertEquals("line\\n***\\n", redact("abc", "line\\nabc\\n"));
        assertEquals("a\\u003d***", redact("abc", "a\\u003dabc"));
    }

    @Test
    void distinctiveSecretIsHiddenInsideAWord() {
        assertEquals("x***x", redact("hunter-2-hunter", "xhunter-2-hunterx"));
    }

    @Test
    void longerSecretIsHiddenBeforeOneThatIsPartOfIt() {
        assertEquals("***", Redactor.of(List.of("hunter2", "hunter2-and-more")).apply("hunter2-and-more"));
        assertEquals(
                "*** ***",
                Redactor.of(List.of("hunter2"))
                        .and(Redactor.of(List.of("hunter2-and-more")))
                        .apply("hunter2 hunter2-and-more"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "**********"})
    void blankAndMaskedSecretsChangeNothing(String secret) {
        assertEquals("a ********** b", redact(secret, "a ********** b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at postgres://app:pw@db:5432/shop | at postgres://***@db:5432/shop",
                "at https://token@host/a@b | at https://***@host/a@b",
                "{\"u\":\"https:\\/\\/a:b@host\"} | {\"u\":\"https:\\/\\/***@host\"}",
                "see https://host/@me and a@b.c | see https://host/@me and a@b.c",
            })
    void userInfoOfAUrlIsHiddenInEveryText(String text, String hidden) {
        assertEquals(hidden, Redactor.of(List.of()).apply(text));
    }

    // Which members are secret.

    private static final String POSTGRES = "{`sourceType`:`postgres`,`host`:`db.example.com`,`port`:5432,"
            + "`database`:`analytics`,`schemas`:[`public`],`username`:`airbyte`,`password`:`hunter2`,"
            + "`ssl_mode`:{`mode`:`require`},`tunnel_method`:{`tunnel_method`:`SSH_PASSWORD_AUTH`,"
            + "`tunnel_user`:`jump`,`tunnel_user_password`:4711}}";

    @Test
    void errorOfPostgresStaysReadable() {
        String error = "FATAL: required relation \"public.users\" in database analytics is missed"
                + " (user airbyte, db.example.com:5432, postgres, SSH_PASSWORD_AUTH as jump)";

        assertEquals(error, redactIn(POSTGRES, error));
        assertEquals("password *** or ***", redactIn(POSTGRES, "password hunter2 or 4711"));
    }

    @Test
    void everyNameThatAirbyteMarksIsHidden() {
        for (String line : SecretMembersTest.lines()) {
            String name = line.replaceAll(" .*", "");
            if (name.matches("#|.*:") || line.contains(" only ")) {
                continue;
            }
            JsonObject configuration = new JsonObject();
            configuration.addProperty("sourceType", "postgres");
            configuration.addProperty(name, "zebra");
            assertEquals(
                    "a ***", Redactor.ofConfigurations(List.of(configuration)).apply("a zebra"), name);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "wordpress, username, true",
        "postgres, username, false",
        "unlisted, username, false",
        "salesforce, client_id, false",
        "jira, domain, false",
        "postgres, client_id, true",
        "unlisted, account_id, true",
        "stripe, account_id, false",
    })
    void nameThatIsSecretInSomeConnectorsDependsOnThem(String type, String name, boolean hidden) {
        String configuration = "{`sourceType`:`" + type + "`,`" + name + "`:`zebra`}";

        assertEquals(hidden ? "a ***" : "a zebra", redactIn(configuration, "a zebra"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dbPassword", "DB_PASSWORD", "db-password", "userpassword", "passphrase", "pwd", "secretKey", "APIKey",
                "x-api-key", "privateKeyPem", "authToken", "session_tokens", "jwt", "Authorization", "cookie",
                        "hmacSecret"
            })
    void memberWithASecretNameIsHiddenAtAnyDepth(String name) {
        assertEquals("a ***", redactIn("{`" + name + "`:`zebra`}", "a zebra"));
        assertEquals("a ***", redactIn("{`a`:[{`" + name + "`:[`zebra`]}]}", "a zebra"));
        assertEquals("a *** ***", redactIn("{`" + name + "_map`:{`b`:`zebra`,`c`:[815]}}", "a zebra 815"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host", "database", "schema", "user", "username", "token_expiry_date", "token_type", "password_policy",
                "secret_name", "max_tokens", "keyspace", "compass", "author", "primary_key", "cursor", "bucket_path",
                "tokenizer", "credentials_title"
            })
    void otherMembersStayReadable(String name) {
        assertEquals("a zebra 815", redactIn("{`" + name + "`:`zebra`,`b`:{`" + name + "`:815}}", "a zebra 815"));
    }

    @Test
    void groupOfCredentialsIsDecidedMemberByMember() {
        String configuration = "{`credentials`:{`auth_type`:`OAuth2.0`,`refresh_token`:`zebra`}}";

        assertEquals("OAuth2.0 ***", redactIn(configuration, "OAuth2.0 zebra"));
        assertEquals("***", redactIn("{`credentials`:`zebra`}", "zebra"));
        assertEquals("oauth", redactIn("{`sourceType`:`drift`,`credentials`:{`credentials`:`oauth`}}", "oauth"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mongodb+srv://app:p%40ss@cluster/db | app p@ss p%40ss cluster | app *** *** cluster",
                "ssl=true&password=zebra&user=app | app zebra true | app *** true",
                "host=db;AccountKey=zebra/Q==; | db zebra/Q== | db ***",
                "jdbc:oracle:thin:app/zebra@//db:1521/x | app zebra db | app *** db",
                "Authorization: Bearer zebra | Bearer zebra | Bearer ***",
            })
    void secretInsideAStringIsHidden(String value, String text, String hidden) {
        JsonObject configuration = new JsonObject();
        configuration.addProperty("sourceType", "postgres");
        configuration.addProperty("params", value);

        assertEquals(hidden, Redactor.ofConfigurations(List.of(configuration)).apply(text));
    }

    @Test
    void jsonInAStringIsDecidedMemberByMember() {
        String key = "{\"type\":\"service_account\",\"project_id\":\"shop\",\"private_key\":\"zebra\"}";
        JsonObject configuration = new JsonObject();
        configuration.addProperty("credentials_json", key);

        String redacted = Redactor.ofConfigurations(List.of(configuration))
                .apply("service_account of shop with zebra, or " + key);

        assertEquals("service_account of shop with ***, or ***", redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
                "AKIAIOSFODNN7EXAMPLE",
                "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
                "Bearer abcdefgh",
            })
    void stringWithTheFormOfACredentialIsHidden(String credential) {
        assertEquals("a ***", redactIn("{`sourceType`:`postgres`,`x`:`" + credential + "`}", "a " + credential));
    }

    @Test
    void randomStringIsHiddenInUnknownConnectorsOnly() {
        String random = "9f8a7b6c5d4e3f2a1b0c9d8e";

        assertEquals("***", redactIn("{`sourceType`:`unlisted`,`x`:`" + random + "`}", random));
        assertEquals("***", redactIn("{`x`:[`" + random + "`]}", random));
        assertEquals(random, redactIn("{`sourceType`:`google-sheets`,`x`:`" + random + "`}", random));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-01T00:00:00.000000Z",
                "0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5f",
                "db-1.eu-central-1.rds.example.com",
                "/var/lib/postgres/data-16/base",
                "SSH_PASSWORD_AUTHENTICATION",
                "sales-2024-eu-central-1-raw",
            })
    void orderlyStringOfAnUnknownConnectorStays(String text) {
        assertEquals(text, redactIn("{`x`:`" + text + "`}", text));
    }

    @Test
    void singleValueIsSecretAsAWhole() {
        assertEquals("***", redactIn("`ab`", "ab"));
        assertEquals("*** ***", redactIn("[`zebra`,17]", "zebra 17"));
        assertEquals("null", redactIn("null", "null"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{`name`:`plain-name`,`configuration`:{`a`:`canary`}} | [{`a`:`canary`}]",
                "{`secretId`:`canary`} | [`canary`]",
                "{`client_id`:`plain`,`client_secret`:`canary`} | [`canary`]",
                "{`clientSecret`:`canary`} | [`canary`]",
                "{`oAuthInputConfiguration`:{`a`:`canary`}} | [{`a`:`canary`}]",
                "{`configurations`:{`streams`:[{`name`:`plain`,`mappers`:[{`mapperConfiguration`:{`a`:`canary`}}]}]}} "
                        + "| [{`a`:`canary`}]",
                "{`name`:`plain`} | []",
                "[] | []",
                "`plain` | []",
            })
    void secretPartsOfARequestAreThoseThatHoldSecrets(String body, String parts) {
        assertEquals(json(parts).getAsJsonArray().asList(), Redactor.secretParts(json(body)));
    }

    @Test
    void longTextIsRedactedInLinearTime() {
        String text = "a".repeat(60_000) + " " + "eyJ".repeat(20_000) + " " + "://".repeat(20_000);
        long start = System.nanoTime();

        String redacted =
                Redactor.of(List.of("hunter2hunter2", "aaaaaaaab", PEM)).apply(text);

        assertFalse(redacted.contains("hunter2"));
        assertFalse(System.nanoTime() - start > 5_000_000_000L, "took more than 5 s");
    }

    @Test
    void longSecretOfOneCharacterIsRedactedInTime() {
        String secret = "x".repeat(500_000);
        long start = System.nanoTime();

        assertEquals("token *** is invalid", redact(secret, "token " + secret + " is invalid"));
        assertEquals("short: " + secret.substring(1), redact(secret, "short: " + secret.substring(1)));

        assertFalse(System.nanoTime() - start > 20_000_000_000L, "took more than 20 s");
    }
}
