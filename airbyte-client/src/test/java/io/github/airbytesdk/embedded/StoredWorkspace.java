package io.github.airbytesdk.embedded;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A workspace. Guarded by the {@link World}. */
final class StoredWorkspace {
    private static final List<String> EVENTS = List.of(
            "failure",
            "success",
            "connectionUpdate",
            "connectionUpdateActionRequired",
            "syncDisabled",
            "syncDisabledWarning");

    final UUID id;
    String name;
    boolean deleted;

    /** By event: what a workspace sends by email and to a webhook. Empty where it was never configured. */
    private final JsonObject notifications = new JsonObject();

    StoredWorkspace(UUID id, String name) {
        this.id = id;
        this.name = name;
    }

    /**
     * Changes the notifications that a request names. Those that were never configured get their defaults, as in every
     * workspace that is created or changed through the API: email for everything but success.
     */
    void configureNotifications(@Nullable Body request) {
        for (String event : EVENTS) {
            if (!notifications.has(event)) {
                notifications.add(event, notification(!event.equals("success"), false, null));
            }
            Body wanted = request == null ? null : request.object(event);
            if (wanted != null) {
                Body email = wanted.object("email");
                Body webhook = wanted.object("webhook");
                JsonObject stored = notifications.getAsJsonObject(event);
                notifications.add(
                        event,
                        notification(
                                enabled(email, stored, "email"),
                                enabled(webhook, stored, "webhook"),
                                webhook == null ? null : webhook.string("url")));
            }
        }
    }

    private static boolean enabled(@Nullable Body wanted, JsonObject stored, String channel) {
        Boolean enabled = wanted == null ? null : wanted.flag("enabled");
        return enabled == null ? stored.getAsJsonObject(channel).get("enabled").getAsBoolean() : enabled;
    }

    private static JsonObject notification(boolean email, boolean webhook, @Nullable String url) {
        return Json.object()
                .add("email", Json.object().add("enabled", email).build())
                .add(
                        "webhook",
                        Json.object().add("enabled", webhook).add("url", url).build())
                .build();
    }

    JsonObject toJson() {
        return Json.object()
                .add("workspaceId", id)
                .add("name", name)
                .add("dataResidency", "auto")
                .add("notifications", notifications.deepCopy())
                .build();
    }
}
