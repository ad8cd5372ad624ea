package io.github.airbytesdk.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of the output of {@code submit}, which is also the input of {@code deprovision}.
 *
 * @param status {@code done} or {@code failed}
 * @param pipeline what exists, also after a failed sync; null if nothing was provisioned
 * @param sync the first sync; null if it did not succeed, and after {@code deprovision}
 * @param error one line; null unless it failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TenantResult(String tenant, String status, Pipeline pipeline, ProvisionTenantWorkflow.Sync sync, String error) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    String toJson() {
        return JSON.valueToTree(this).toString();
    }

    /** Reads the results that have a pipeline. Empty lines are skipped. */
    static List<TenantResult> readPipelines(String name, InputStream file) throws IOException {
        List<TenantResult> results = new ArrayList<>();
        try (var values = JSON.readerFor(TenantResult.class).<TenantResult>readValues(file)) {
            while (values.hasNextValue()) {
                TenantResult result = values.nextValue();
                if (result.pipeline() != null) {
                    results.add(result);
                }
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(name + ": line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ": not a line of a result file: " + e.getOriginalMessage());
        }
        return results;
    }
}
