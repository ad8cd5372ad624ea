package io.github.airbytesdk.contract;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.airbytesdk.embedded.Call;
import io.github.airbytesdk.embedded.Connector;
import io.github.airbytesdk.embedded.Drift;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Fault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Servers that break one rule each. */
final class Breaks {
    private static final Pattern SECOND_PAGE = Pattern.compile("[?&]offset=[1-9]");

    private Breaks() {}

    /** Returns for the name of a rule what breaks it, and no other. */
    static Map<String, Consumer<EmbeddedAirbyte>> all() {
        Map<String, Consumer<EmbeddedAirbyte>> breaks = new LinkedHashMap<>();
        breaks.put("five-steps", airbyte -> airbyte.rewrite("getConnection", Drift.with("status", "inactive")));
        breaks.put("sync-to-its-end", airbyte -> airbyte.setJobStatuses("pending", "running", "failed"));
        breaks.put(
                "reuse",
                airbyte -> airbyte.onNext("listJobs", ok("{\"data\":[{\"jobId\":77,\"status\":\"succeeded\"}]}")));
        breaks.put("update", airbyte -> airbyte.rewrite("getConnection", Drift.with("prefix", "")));
        breaks.put(
                "rollback", accepting("createConnection", call -> call.body().contains("0 0 25 * * ?"), connection()));
        breaks.put("connector-by-definition", Breaks::definitionsAreListedOnce);
        breaks.put("one-sync-at-a-time", Breaks::secondSyncIsAccepted);
        breaks.put("cancel", airbyte -> airbyte.onNext("cancelJob", ok("{\"jobId\":1,\"status\":\"running\"}")));
        breaks.put(
                "deprovisioning", airbyte -> airbyte.onNext("deleteConnection", Fault.problem(403, "forbidden", "no")));
        breaks.put("lost-response", Breaks::lostSyncIsStartedTwice);
        breaks.put("duplicate-names", Breaks::namesAreUnique);
        breaks.put(
                "unknown-connector",
                refusing("createSource", call -> call.body().contains("contract-unknown"), 422));
        breaks.put(
                "invalid-configuration",
                refusing("createSource", call -> call.body().contains("\"many\""), 400));
        breaks.put("masked-secrets", Breaks::passwordsAreReturned);
        breaks.put(
                "unknown-stream",
                accepting("createConnection", call -> call.body().contains("contract-unknown"), connection()));
        breaks.put(
                "cron-time-zone",
                accepting("createConnection", call -> call.body().contains("New_York"), connection()));
        breaks.put(
                "unknown-id",
                airbyte -> airbyte.onAny(call -> is(call, "deleteConnection") && airbyte.connection(id(call)) == null
                        ? Fault.response(204)
                        : null));
        breaks.put(
                "unknown-job",
                accepting("getJob", call -> call.target().endsWith("/999999999"), "{\"jobId\":999999999}"));
        breaks.put("delete-twice", Breaks::secondDeletionConflicts);
        breaks.put("recorded-sources", airbyte -> airbyte.rewrite("patchSource", Drift.without("createdAt")));
        breaks.put("recorded-destinations", Breaks::destinationsCannotBeRenamed);
        breaks.put("newest-jobs-first", airbyte -> airbyte.rewrite("listJobs", Breaks::reversed));
        breaks.put(
                "paging",
                accepting(
                        "listSources",
                        call -> SECOND_PAGE.matcher(call.target()).find(),
                        "{\"data\":[]}"));
        return breaks;
    }

    private static boolean is(Call call, String operation) {
        return call.operation().equals(operation);
    }

    private static UUID id(Call call) {
        return UUID.fromString(call.target().substring(call.target().lastIndexOf('/') + 1));
    }

    private static Fault ok(String body) {
        return Fault.response(200).body("application/json", body);
    }

    private static String connection() {
        return "{\"connectionId\":\"" + UUID.randomUUID() + "\",\"status\":\"active\"}";
    }

    private static Consumer<EmbeddedAirbyte> accepting(String operation, Predicate<Call> calls, String body) {
        return airbyte -> airbyte.onAny(call -> is(call, operation) && calls.test(call) ? ok(body) : null);
    }

    private static Consumer<EmbeddedAirbyte> refusing(String operation, Predicate<Call> calls, int status) {
        return airbyte -> airbyte.onAny(
                call -> is(call, operation) && calls.test(call) ? Fault.problem(status, "other", "other") : null);
    }

    private static void destinationsCannotBeRenamed(EmbeddedAirbyte airbyte) {
        airbyte.onEvery("patchDestination", Fault.problem(403, "forbidden", "no"));
    }

    /**
     * The client that the other rules share sends the first request, that of the rule the second, and that of the lost
     * responses the third.
     */
    private static void definitionsAreListedOnce(EmbeddedAirbyte airbyte) {
        AtomicInteger lists = new AtomicInteger();
        airbyte.onAny(call -> is(call, "listDestinationDefinitions") && lists.incrementAndGet() == 2
                ? Fault.problem(403, "forbidden", "no")
                : null);
    }

    private static void secondSyncIsAccepted(EmbeddedAirbyte airbyte) {
        airbyte.onAny(call -> !is(call, "createJob")
                ? null
                : airbyte.jobs().stream()
                        .filter(job -> job.status().equals("running")
                                && call.body().contains(job.connectionId().toString()))
                        .findFirst()
                        .map(job -> ok("{\"jobId\":" + job.id() + ",\"status\":\"running\"}"))
                        .orElse(null));
    }

    /** Like a gateway that repeats requests. */
    private static void lostSyncIsStartedTwice(EmbeddedAirbyte airbyte) {
        airbyte.onAny(call -> {
            if (is(call, "createJob")) {
                airbyte.connections().stream()
                        .filter(connection -> connection.name().endsWith("-lost"))
                        .forEach(connection -> airbyte.addJob(connection.id(), "succeeded"));
            }
            return null;
        });
    }

    private static void namesAreUnique(EmbeddedAirbyte airbyte) {
        Set<String> names = ConcurrentHashMap.newKeySet();
        airbyte.onAny(call -> is(call, "createSource")
                        && isNamed(call, "duplicate")
                        && !names.add(json(call).get("name").getAsString())
                ? Fault.problem(409, "state-conflict", "the name is in use")
                : null);
    }

    private static boolean isNamed(Call call, String what) {
        return call.body().contains("-" + what + "\"");
    }

    private static JsonObject json(Call call) {
        return JsonParser.parseString(call.body()).getAsJsonObject();
    }

    private static void passwordsAreReturned(EmbeddedAirbyte airbyte) {
        AtomicReference<JsonElement> password = new AtomicReference<>();
        airbyte.onAny(call -> {
            if (is(call, "createSource") && isNamed(call, "masked")) {
                password.set(json(call).getAsJsonObject("configuration").get("password"));
            }
            return null;
        });
        airbyte.rewrite("getSource", source -> {
            if (source.getAsJsonObject().get("name").getAsString().endsWith("-masked")) {
                source.getAsJsonObject().getAsJsonObject("configuration").add("password", password.get());
            }
            return source;
        });
    }

    private static void secondDeletionConflicts(EmbeddedAirbyte airbyte) {
        airbyte.onAny(call -> {
            Connector source = is(call, "deleteSource") ? airbyte.source(id(call)) : null;
            boolean again = source != null && source.deleted() && source.name().endsWith("-twice");
            return again ? Fault.problem(409, "state-conflict", "deleted") : null;
        });
    }

    private static JsonElement reversed(JsonElement list) {
        JsonArray data = list.getAsJsonObject().getAsJsonArray("data");
        JsonArray reversed = new JsonArray();
        for (int i = data.size() - 1; i >= 0; i--) {
            reversed.add(data.get(i));
        }
        list.getAsJsonObject().add("data", reversed);
        return list;
    }
}
