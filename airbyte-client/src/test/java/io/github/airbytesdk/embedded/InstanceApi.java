package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The operations that read what a community edition has exactly once: an organization, its only user, that user's
 * permissions and application. Other users, regions and data planes belong to other editions.
 */
final class InstanceApi {
    private static final UUID ORGANIZATION = new UUID(0, 0);
    private static final UUID USER = new UUID(0, 0);

    private final World world;

    InstanceApi(World world) {
        this.world = world;
    }

    Reply organizations(ApiRequest request) {
        return data(Stream.of(Json.object()
                .add("organizationId", ORGANIZATION)
                .add("organizationName", "Default Organization")
                .add("email", "")
                .build()));
    }

    /** Only users who are members of the organization are listed, which the built-in one is not. */
    Reply users(ApiRequest request) {
        request.requiredQuery("organizationId");
        return data(Stream.empty());
    }

    Reply permissions(ApiRequest request) {
        return data(Stream.of(
                permission("instance_admin", ORGANIZATION, "instance"),
                permission("organization_admin", ORGANIZATION, "organization")));
    }

    private JsonObject permission(String type, UUID scopeId, String scope) {
        UUID id = UUID.nameUUIDFromBytes(type.getBytes(StandardCharsets.UTF_8));
        return Json.object()
                .add("permissionId", id)
                .add("permissionType", type)
                .add("userId", USER)
                .add("scopeId", scopeId)
                .add("scope", scope)
                .build();
    }

    /** Shows the secret, as the server does. */
    Reply applications(ApiRequest request) {
        JsonArray applications = new JsonArray();
        applications.add(Json.object()
                .add("id", USER)
                .add("name", "Default User Application")
                .add("clientId", world.settings.clientId())
                .add("clientSecret", world.settings.clientSecret())
                .add("createdAt", world.startedAt.getEpochSecond())
                .build());
        return Reply.ok(Json.object().add("applications", applications).build());
    }

    Reply dataplanes(ApiRequest request) {
        return Reply.ok(new JsonArray());
    }

    /** Only Airbyte Cloud has OAuth applications of its own. */
    Reply initiateOAuth(ApiRequest request) {
        return Reply.empty(501);
    }

    private static Reply data(Stream<JsonObject> objects) {
        JsonArray data = new JsonArray();
        objects.forEach(data::add);
        return Reply.ok(Json.object().add("data", data).build());
    }
}
