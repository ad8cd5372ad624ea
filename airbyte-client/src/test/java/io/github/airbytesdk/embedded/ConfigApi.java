package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.util.UUID;

/** The operations of the Config API, Airbyte's internal API. It responds to unknown ids with only an error id. */
final class ConfigApi {
    private static final UUID DEFAULT = new UUID(0, 0);

    private final World world;

    ConfigApi(World world) {
        this.world = world;
    }

    /** Checks a connection. A check that the platform cannot run has no status. */
    Reply check(ApiRequest request, ConnectorKind kind) {
        UUID id = request.body(kind.idMember + "RequestBody").requiredUuid(kind.idMember);
        StoredConnector connector = world.connectors(kind).find(id);
        if (connector == null || connector.deleted) {
            throw world.settings.ordinaryUser()
                    ? Problems.forbiddenByFramework(request.target())
                    : Problems.errorId(404);
        }
        boolean runnable = world.knobs.checksRunnable;
        String failure = world.knobs.checkFailures.get(connector.definition.image());
        String status = failure == null ? "succeeded" : "failed";
        return Reply.ok(Json.object()
                .add("status", runnable ? status : null)
                .add("message", runnable ? failure : null)
                .add("jobInfo", checkJob(connector, runnable))
                .build());
    }

    private JsonObject checkJob(StoredConnector connector, boolean succeeded) {
        long now = world.settings.clock().millis();
        return Json.object()
                .add("id", UUID.randomUUID())
                .add("configType", "check_connection_" + connector.definition.kind().label)
                .add("configId", "Optional[" + connector.definition.id() + "]") // the server prints a Java Optional
                .add("createdAt", now)
                .add("endedAt", now)
                .add("succeeded", succeeded)
                .add("connectorConfigurationUpdated", false)
                .add("logType", "formatted")
                .add(
                        "logs",
                        Json.object()
                                .add("events", new JsonArray())
                                .add("logLines", new JsonArray())
                                .build())
                .build();
    }

    Reply job(ApiRequest request) {
        BigDecimal id = request.body("jobIdRequestBody").requiredNumber("id");
        StoredJob job = world.jobs.get(id.longValue());
        if (job == null) {
            throw Problems.errorId(500);
        }
        return Reply.ok(JobInfo.of(job));
    }

    Reply instance(ApiRequest request) {
        JsonObject auth = Json.object()
                .add("mode", world.settings.authentication() ? "simple" : "none")
                .add("clientId", "airbyte-webapp")
                .add("defaultRealm", "airbyte")
                .build();
        return Reply.ok(Json.object()
                .add("edition", "community")
                .add("version", "1.8.0")
                .add("auth", auth)
                .add("airbyteUrl", "http://localhost:8001")
                .add("initialSetupComplete", true)
                .add("defaultUserId", DEFAULT)
                .add("defaultOrganizationId", DEFAULT)
                .add("defaultOrganizationEmail", "")
                .add("trackingStrategy", "logging")
                .build());
    }
}
