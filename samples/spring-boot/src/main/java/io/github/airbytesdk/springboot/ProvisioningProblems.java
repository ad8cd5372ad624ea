package io.github.airbytesdk.springboot;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.provisioning.Leftover;
import io.github.airbytesdk.provisioning.ProvisioningException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Reports a failed provisioning as a problem detail: the step, and what it may have left on Airbyte. */
@RestControllerAdvice
class ProvisioningProblems {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProvisioningProblems.class);

    /** A resource for the operators to look at. */
    record Resource(
            String kind, @Nullable String id, @Nullable String name) {
        static List<Resource> of(List<Leftover> leftovers) {
            return leftovers.stream()
                    .map(leftover -> new Resource(leftover.kind().toString(), leftover.id(), leftover.name()))
                    .toList();
        }
    }

    /** The exception's message is one line without secrets, so it can be logged and returned. */
    @ExceptionHandler
    ProblemDetail failed(ProvisioningException failure) {
        LOGGER.warn("provisioning failed: {}", failure.getMessage());
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status(failure), failure.getMessage());
        problem.setTitle("Provisioning failed");
        problem.setProperty("step", failure.step().stepId());
        problem.setProperty("retryable", failure.isRetryable());
        problem.setProperty("leftovers", Resource.of(failure.leftovers()));
        problem.setProperty("possibleLeftovers", Resource.of(failure.possibleLeftovers()));
        return problem;
    }

    private static HttpStatus status(ProvisioningException failure) {
        if (failure.isRetryable()) {
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
        boolean credentialsRefused =
                failure.getCause() instanceof AirbyteApiException e && (e.status() == 401 || e.status() == 403);
        return credentialsRefused ? HttpStatus.BAD_GATEWAY : HttpStatus.UNPROCESSABLE_CONTENT;
    }
}
