package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.airbytesdk.client.AirbyteApiException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateOutcomeTest {
    @ParameterizedTest
    @CsvSource({
        "200, UNKNOWN, true",
        "299, UNKNOWN, true",
        "300, REFUSED, false",
        "302, REFUSED, false",
        "400, REFUSED, false",
        "403, REFUSED, false",
        "408, UNKNOWN, true",
        "409, REFUSED, false",
        "422, REFUSED, false",
        "429, REFUSED, true",
        "499, REFUSED, false",
        "500, UNKNOWN, true",
        "504, UNKNOWN, true",
        "0, UNKNOWN, true"
    })
    void outcomeFollowsFromTheStatus(int status, CreateOutcome outcome, boolean retryable) {
        AirbyteApiException failure = AirbyteApiException.fromResponse("createSource", status, "{}");

        assertEquals(outcome, CreateOutcome.of(Step.CREATE_SOURCE, failure));
        assertEquals(retryable, CreateOutcome.isRetryable(failure));
    }

    @ParameterizedTest
    @CsvSource({"409, UNKNOWN", "400, REFUSED", "500, UNKNOWN"})
    void conflictDoesNotRefuseASync(int status, CreateOutcome outcome) {
        assertEquals(
                outcome,
                CreateOutcome.of(Step.TRIGGER_FIRST_SYNC, AirbyteApiException.fromResponse("createJob", status, "{}")));
    }
}
