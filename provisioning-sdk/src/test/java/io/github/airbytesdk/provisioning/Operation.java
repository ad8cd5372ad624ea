package io.github.airbytesdk.provisioning;

import java.util.Locale;
import java.util.Map;

/** The calls of the workflow and of its rollback, by their names in the description of the API. */
final class Operation {
    private static final Map<String, String> CREATES = Map.of(
            "sources", "createSource",
            "destinations", "createDestination",
            "connections", "createConnection",
            "jobs", "createJob");

    private Operation() {}

    static String of(Step step) {
        return step == Step.TRIGGER_FIRST_SYNC ? "createJob" : step.stepId();
    }

    /** @param kind such as {@code source} */
    static String ofDelete(String kind) {
        return "delete" + kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
    }

    /** Returns the operation of a request, or an empty text if it is none of them. */
    static String of(String method, String path) {
        int slash = path.lastIndexOf('/');
        String last = path.substring(slash + 1);
        return switch (method) {
            case "GET" ->
                last.equals("streams") ? "getStreamProperties" : last.equals("connections") ? "listConnections" : "";
            case "POST" -> CREATES.getOrDefault(last, "");
            case "DELETE" -> of("POST", path.substring(0, slash)).replace("create", "delete");
            default -> "";
        };
    }
}
