package io.github.airbytesdk.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of error responses that were observed from Airbyte and from proxies in front of it. */
class ErrorResponseTest {
    private static final String REFERENCE = "https://reference.airbyte.com/reference/errors";

    static Stream<Arguments> shapes() {
        return Stream.of(
                // A problem, with a validator's findings.
                Arguments.of(
                        """
                        {"status":422,"type":"%s#unprocessable-entity","title":"unprocessable-entity",
                         "detail":"The body of the request was not understood","documentationUrl":null,
                         "data":{"message":"json schema validation failed when comparing the data to the json schema. \\nErrors: $.port: integer found, string expected, $: required property 'protocol' not found "}}
                        """.formatted(REFERENCE),
                        "unprocessable-entity",
                        "$.port: integer found, string expected, $: required property 'protocol' not found",
                        true),
                // The message of a connector is not shortened.
                Arguments.of(
                        """
                        {"status":500,"type":"%s#unexpected-problem","title":"unexpected-problem","detail":"An unexpected problem has occurred.",
                         "data":{"message":"Something went wrong in the connector. logs:2 Errors: no such host"}}
                        """.formatted(REFERENCE),
                        "unexpected-problem",
                        "Something went wrong in the connector. logs:2 Errors: no such host",
                        true),
                Arguments.of(
                        """
                        {"status":400,"type":"%s#value-not-found","title":"value-not-found","detail":"The value was not found","documentationUrl":null,"data":{"value":"mixmax"}}
                        """.formatted(REFERENCE), "value-not-found", "The value was not found (value: mixmax)", true),
                Arguments.of(
                        """
                        {"status":404,"type":"%s#resource-not-found","title":"resource-not-found","detail":"Could not find it",
                         "data":{"resourceType":"STANDARD_SOURCE_DEFINITION","resourceId":"1","more":{"a":[1]},"none":null}}
                        """.formatted(REFERENCE),
                        "resource-not-found",
                        "Could not find it (resourceType: STANDARD_SOURCE_DEFINITION, resourceId: 1, more: {\"a\":[1]})",
                        true),
                Arguments.of(
                        """
                        {"status":422,"type":"%s#unprocessable-entity","title":"unprocessable-entity","detail":"The body of the request was not understood","documentationUrl":null,"data":null}
                        """.formatted(REFERENCE),
                        "unprocessable-entity",
                        "The body of the request was not understood",
                        true),
                Arguments.of("""
                        {"status":409,"type":"%s#try-again-later","title":"try-again-later","detail":"Not now","documentationUrl":null,"data":{"message":"A sync is already running for: 7"}}
                        """.formatted(REFERENCE), "try-again-later", "A sync is already running for: 7", true),
                // Four members only; a type without its fragment.
                Arguments.of(
                        "{\"status\":403,\"type\":\"" + REFERENCE
                                + "\",\"title\":\"forbidden\",\"detail\":\"Caller does not have the required permissions\"}",
                        "forbidden",
                        "Caller does not have the required permissions",
                        true),
                // No title: the fragment is the only slug.
                Arguments.of(
                        "{\"status\":409,\"type\":\"" + REFERENCE
                                + "#state-conflict\",\"detail\":\"Could not fulfill request\"}",
                        "state-conflict",
                        "Could not fulfill request",
                        true),
                Arguments.of("{\"type\":\"about:blank\",\"status\":405}", "Reason", "no details", true),
                Arguments.of(
                        "{\"type\":\"about:blank\",\"title\":\"Method Not Allowed\",\"status\":405}",
                        "Method Not Allowed",
                        "no details",
                        true),
                Arguments.of("{\"title\":\"forbidden\",\"data\":{\"a\":\"b\"}}", "forbidden", "a: b", true),
                // An errorId alone.
                Arguments.of(
                        "{\"errorId\":\"e-1\"}",
                        "Reason",
                        "no details; the server's log has them under errorId e-1",
                        true),
                // A known exception.
                Arguments.of("""
                        {"message":"Could not get the current Airbyte user due to an internal error.","errorId":"e-1","exceptionClassName":null,"details":null}
                        """, "Reason", "Could not get the current Airbyte user due to an internal error.", true),
                // The framework's links.
                Arguments.of("""
                        {"message":"Bad Request","_links":{"self":{"href":"/api/public/v1/sources","templated":false}},
                         "_embedded":{"errors":[{"message":"Failed to convert argument [sourceCreateRequest]","_links":{},"_embedded":{}},{"message":"second"}]}}
                        """, "Reason", "Failed to convert argument [sourceCreateRequest]", false),
                Arguments.of("{\"message\":\"Unauthorized\",\"_links\":{}}", "Reason", "Unauthorized", false),
                Arguments.of("{\"message\":\"m\",\"_embedded\":{\"errors\":[]}}", "Reason", "m", false),
                Arguments.of("{\"message\":\"m\",\"_embedded\":{\"errors\":7}}", "Reason", "m", false),
                Arguments.of("{\"message\":\"m\",\"_embedded\":{\"errors\":[7]}}", "Reason", "m", false),
                Arguments.of("{\"message\":\"m\",\"_embedded\":{}}", "Reason", "m", false),
                Arguments.of("{\"message\":\"m\",\"_embedded\":7}", "Reason", "m", false),
                // A message alone, and others that were recorded.
                Arguments.of(
                        "{\"message\":\"You are being rate limited.\"}",
                        "Reason",
                        "You are being rate limited.",
                        false),
                Arguments.of(
                        "{\"message\":\"m\",\"exceptionClassName\":\"java.lang.X\",\"exceptionStack\":[\"at a\"]}",
                        "Reason",
                        "m",
                        false),
                Arguments.of("{\"message\":\"m\",\"code\":16}", "Reason", "m", false),
                // Members of other types than expected.
                Arguments.of(
                        "{\"message\":{\"a\":1},\"detail\":[],\"title\":{},\"data\":\"text\"}",
                        "Reason",
                        "no details",
                        false),
                Arguments.of("{\"title\":\" \",\"detail\":\"\",\"message\":\"\\t\"}", "Reason", "no details", false),
                Arguments.of("{\"title\":\"t\",\"data\":{\"message\":7}}", "t", "7", true),
                Arguments.of(
                        "{\"title\":\"t\",\"data\":{\"message\":\"\"},\"detail\":\"d\"}", "t", "d (message: )", true),
                Arguments.of("{}", "Reason", "no details", false),
                // A web page, a text, and nothing.
                Arguments.of(
                        "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body></body></html>",
                        "Reason",
                        "a web page, \"502 Bad Gateway\"",
                        false),
                Arguments.of("\n <!DOCTYPE html><p>no title</p>", "Reason", "a web page", false),
                Arguments.of("Object not found.", "Reason", "Object not found.", false),
                Arguments.of("[1,2]", "Reason", "[1,2]", false),
                Arguments.of("null", "Reason", "null", false),
                Arguments.of("\"text\"", "Reason", "\"text\"", false),
                Arguments.of("{\"message\":", "Reason", "{\"message\":", false),
                Arguments.of("", "Reason", "empty response", false),
                Arguments.of(" \r\n ", "Reason", "empty response", false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void everyFormOfErrorIsRead(String body, String title, String text, boolean fromAirbyte) {
        ErrorResponse error = parse(body);

        assertEquals(title, error.title());
        assertEquals(text, error.text());
        assertEquals(fromAirbyte, error.fromAirbyte());
        assertEquals(body, error.body());
    }

    @Test
    void exceptionForTestsLooksLikeARealOne() {
        AirbyteApiException e = AirbyteApiException.fromResponse(
                "createSource", 409, "{\"title\":\"try-again-later\",\"data\":{\"message\":\"A sync is\\nrunning\"}}");

        assertEquals("createSource: 409 try-again-later: A sync is running", e.getMessage());
        assertEquals("createSource", e.operation());
        assertEquals(409, e.status());
        assertEquals("try-again-later", e.title());
        assertTrue(e.mayHaveReachedServer());
        assertTrue(e.isFromAirbyte());
        assertEquals(
                "createSource: 502: a web page, \"Bad Gateway\"",
                AirbyteApiException.fromResponse("createSource", 502, "<html><title>Bad Gateway</title>")
                        .getMessage());
        assertEquals(
                "createSource: 500 unexpected-problem",
                AirbyteApiException.fromResponse(
                                "createSource",
                                500,
                                "{\"title\":\"unexpected-problem\",\"detail\":\"unexpected-problem\"}")
                        .getMessage());
    }

    @Test
    void errorWithoutReasonHasNoTitle() {
        assertNull(ErrorResponse.of(response("", "nothing"), UnaryOperator.identity())
                .title());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\r\nb",
                "a\tb",
                "a\u0000b",
                "a\u001bb",
                "a\u007fb",
                "a\u0085b",
                "a\u009bb",
                "a\u2028b",
                "a\u2029b",
                "  a \n\n b  "
            })
    void textIsOneLineWithoutControlCharacters(String text) {
        assertEquals("a b", parse(text).text());
        assertEquals(
                "a b",
                ErrorResponse.of(response(text, ""), UnaryOperator.identity()).title());
    }

    @Test
    void longTextIsCut() {
        String text = parse("x".repeat(5_000)).text();

        assertEquals("x".repeat(2_000) + "…", text);
    }

    @Test
    void textOfTwoThousandCharactersIsNotCut() {
        assertEquals("x".repeat(2_000), parse("x".repeat(2_000)).text());
    }

    @Test
    void secretsAreHiddenBeforeTheTextIsCut() {
        String secret = "line one\nline two";
        ErrorResponse error = ErrorResponse.of(
                response("x".repeat(1_990) + secret, "x".repeat(1_990) + secret), text -> text.replace(secret, "***"));

        assertTrue(error.text().endsWith("x***"), error.text());
        assertTrue(String.valueOf(error.title()).endsWith("x***"));
        assertFalse(error.body().contains("line one"));
    }

    @Test
    void onlyTheStartOfABodyIsKept() {
        assertEquals(64 << 10, parse("x".repeat(100_000)).body().length());
    }

    @Test
    void deeplyNestedBodyIsText() {
        String body = "[".repeat(60_000);

        assertEquals("[".repeat(2_000) + "…", parse(body).text());
    }

    private static ErrorResponse parse(String body) {
        return ErrorResponse.of(response("Reason", body), UnaryOperator.identity());
    }

    private static Response response(String reason, String body) {
        return new Response.Builder()
                .request(new Request.Builder().url("http://airbyte.invalid").build())
                .protocol(Protocol.HTTP_1_1)
                .code(400)
                .message(reason)
                .body(ResponseBody.create(body, MediaType.get("text/plain")))
                .build();
    }
}
