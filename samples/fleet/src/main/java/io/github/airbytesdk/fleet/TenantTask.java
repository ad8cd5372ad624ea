package io.github.airbytesdk.fleet;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * A workflow to be run for a tenant.
 *
 * @param workflow the name of its type
 * @param arguments what it is started with
 * @param input tells two inputs apart; it is kept with the workflow
 * @param standing the pipeline that it takes down; null where it makes one
 * @param sharedDestination whether the destination is not the tenant's own
 */
record TenantTask(
        String tenant,
        UUID workspaceId,
        String workflow,
        List<Object> arguments,
        String input,
        Pipeline standing,
        boolean sharedDestination) {
    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    static TenantTask provision(Tenant tenant, Timing timing) {
        return new TenantTask(
                tenant.name(),
                tenant.workspaceId(),
                ProvisionTenant.class.getSimpleName(),
                List.of(tenant, timing),
                digest(tenant),
                null,
                tenant.destination().isShared());
    }

    static TenantTask deprovision(Results.Standing standing, Timing timing) {
        return new TenantTask(
                standing.tenant(),
                standing.pipeline().workspaceId(),
                DeprovisionTenant.class.getSimpleName(),
                List.of(standing.pipeline(), standing.sharedDestination(), timing),
                digest(standing),
                standing.pipeline(),
                standing.sharedDestination());
    }

    /** A tenant has one, so that Temporal runs one thing at a time for it. */
    String workflowId() {
        return "fleet/" + workspaceId + "/" + tenant;
    }

    private static String digest(Object input) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(GSON.toJson(input).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
