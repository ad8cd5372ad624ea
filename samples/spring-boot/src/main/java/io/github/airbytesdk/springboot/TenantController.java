package io.github.airbytesdk.springboot;

import io.github.airbytesdk.provisioning.PipelineProvisioner;
import io.github.airbytesdk.provisioning.ProvisionedPipeline;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Provisions tenants. A request can be repeated: it uses what an earlier one has created. */
@RestController
class TenantController {
    private final PipelineProvisioner template;

    TenantController(PipelineProvisioner template) {
        this.template = template;
    }

    /** Access to a tenant's database. */
    record Database(
            @NotBlank String host,
            @Min(1) @Max(65535) int port,
            @NotBlank String database,
            @NotBlank String username,
            @NotBlank String password) {
        /** Omits the password. */
        @Override
        public String toString() {
            return username + " at " + host + ":" + port + "/" + database;
        }
    }

    /** A tenant's pipeline, and the job of its first sync. */
    record Tenant(UUID sourceId, UUID connectionId, long jobId) {}

    @PutMapping("/tenants/{name}")
    Tenant provision(
            @PathVariable @Pattern(regexp = "[a-z0-9-]{1,40}") String name, @RequestBody @Valid Database database) {
        ProvisionedPipeline pipeline = template.source(
                        name,
                        Map.of(
                                "sourceType", "postgres",
                                "host", database.host(),
                                "port", database.port(),
                                "database", database.database(),
                                "username", database.username(),
                                "password", database.password()))
                .customizeConnection(request -> request.prefix(name + "_"))
                .provision();
        return new Tenant(pipeline.sourceId(), pipeline.connectionId(), pipeline.jobId());
    }
}
