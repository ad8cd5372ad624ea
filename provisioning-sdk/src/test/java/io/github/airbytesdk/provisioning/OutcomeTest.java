package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.airbytesdk.client.AirbyteApiException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {
    @ParameterizedTest
    @CsvSource({
        "200, UNKNOWN, false",
        "299, UNKNOWN, false",
        "300, REFUSED, true",
        "302, REFUSED, true",
        "400, REFUSED, true",
        "403, REFUSED, true",
        "408, UNKNOWN, false",
        "409, REFUSED, true",
        "422, REFUSED, true",
        "429, REFUSED, false",
        "499, REFUSED, true",
        "500, UNKNOWN, false",
        "504, UNKNOWN, false",
        "0, UNKNOWN, false"
    })
    void followsTheStatus(int status, Outcome outcome, boolean definite) {
        AirbyteApiException failure = AirbyteApiException.fromResponse("createSource", status, "{}");

        assertEquals(outcome, Outcome.of(Step.CREATE_SOURCE, failure));
        assertEquals(definite, Outcome.isDefinite(failure));
    }

    @ParameterizedTest
    @CsvSource({"409, UNKNOWN", "400, REFUSED", "500, UNKNOWN"})
    void conflictLeavesOpenWhetherASyncStarts(int status, Outcome outcome) {
        assertEquals(
                outcome,
                Outcome.of(Step.TRIGGER_FIRST_SYNC, AirbyteApiException.fromResponse("createJob", status, "{}")));
    }
}
