package io.github.airbytesdk.contract;

import com.google.gson.JsonObject;
import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.contract.Rule.Verdict;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Checks the SDK's promises on an Airbyte: on the one that the variables {@code AIRBYTE_*} name, or on {@code
 * EmbeddedAirbyte} over HTTP. An argument names an inputs file of the demo. With the system property {@code contract.dry} it
 * only prints what it would do.
 *
 * <p>It creates, changes and deletes only objects whose names start with its run id, and removes them at the end and at an
 * interrupt. Objects that an earlier run left are removed at the start.
 *
 * <p>The exit status is 0 if every rule held and everything was removed, 1 otherwise, and 2 for wrong arguments or settings.
 */
public final class ContractCheck {
    private static final int REMOVALS_AFTER_INTERRUPT = 3;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final Path reportFile;
    private final boolean dry;
    private final Thread worker = Thread.currentThread();
    private final CountDownLatch finished = new CountDownLatch(1);
    private boolean stopped;
    private boolean removing;

    /** Its {@link #run} must be called by the same thread. */
    ContractCheck(Map<String, String> environment, PrintStream out, Path reportFile, boolean dry) {
        this.environment = environment;
        this.out = out;
        this.reportFile = reportFile;
        this.dry = dry;
    }

    /** Runs the program and ends the JVM with its exit status. */
    public static void main(String[] args) {
        boolean dry = !System.getProperty("contract.dry", "false").equals("false");
        ContractCheck check =
                new ContractCheck(System.getenv(), System.out, Path.of("target", "contract-report.json"), dry);
        Runtime.getRuntime().addShutdownHook(new Thread(check::stop));
        System.exit(check.run(args));
    }

    /** Ends the run early, and returns when everything that it has created is removed, or after two minutes. */
    void stop() {
        synchronized (this) {
            stopped = true;
            if (!removing) {
                worker.interrupt();
            }
        }
        try {
            if (!finished.await(2, TimeUnit.MINUTES)) {
                out.println("NOT everything was removed in time; the next run removes the rest");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** Returns the exit status. */
    int run(String... args) {
        try {
            if (args.length > 1) {
                throw new IllegalArgumentException("expected at most one argument, an inputs file; got " + args.length);
            }
            Inputs inputs = args.length == 0 ? Inputs.fakerToDevNull() : Inputs.read(Path.of(args[0]));
            try (Target target = Target.open(environment, out)) {
                return run(target, inputs);
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            out.println(e.getMessage());
            return 2;
        } catch (AirbyteApiException e) {
            out.println("the workspace cannot be read: " + e.getMessage());
            return 1;
        } finally {
            finished.countDown();
        }
    }

    private int run(Target target, Inputs inputs) {
        RunId id = RunId.at(Instant.now(), ThreadLocalRandom.current().nextInt());
        List<Rule> rules = Rule.all();
        JsonObject version = target.version();
        WorkspaceObjects objects = new WorkspaceObjects(target);
        List<String> old = objects.names(id::isNewerThan);
        printPlan(target, version, inputs, id, rules, old);
        if (dry) {
            return 0;
        }
        Report report = new Report(out, id, version, inputs);
        if (!old.isEmpty()) {
            WorkspaceObjects.Removal earlier = objects.remove(id::isNewerThan);
            out.println("earlier runs: removed " + earlier.removed() + " objects");
            earlier.failures().forEach(failure -> out.println("NOT removed: " + failure));
        }
        Run run = new Run(target, id, inputs);
        WorkspaceObjects.Removal removal;
        try {
            rules.forEach(rule -> check(rule, run, report));
        } finally {
            removal = remove(objects, id);
        }
        report.addCleanup(removal);
        report.write(reportFile);
        return report.allHeld() && removal.failures().isEmpty() ? 0 : 1;
    }

    private void printPlan(
            Target target, JsonObject version, Inputs inputs, RunId id, List<Rule> rules, List<String> old) {
        out.println("Airbyte " + version.get("version").getAsString() + ", edition "
                + version.get("edition").getAsString() + ", at " + target.url());
        out.println(
                "This run creates objects in workspace " + target.workspaceId() + ", named " + id.name("...") + ",");
        out.println("and removes them at the end: pipelines from " + inputs
                + " with their syncs, and some 125 sources and 20 destinations.");
        out.println("It reads the lists of the workspace, and changes nothing that has another name.");
        old.forEach(name -> out.println("It removes what an earlier run left: " + name));
        rules.forEach(rule -> out.printf("  %-24s %s%n", rule.name(), rule.promise()));
    }

    private void check(Rule rule, Run run, Report report) {
        if (isStopped()) {
            report.add(rule, Verdict.NOT_APPLICABLE, "interrupted before");
            return;
        }
        try {
            report.add(rule, Verdict.HELD, rule.check().run(run));
        } catch (Rule.NotApplicable e) {
            report.add(rule, Verdict.NOT_APPLICABLE, e.getMessage());
        } catch (RuntimeException e) {
            boolean interrupted = isStopped();
            report.add(
                    rule,
                    interrupted ? Verdict.NOT_APPLICABLE : Verdict.DIFFERS,
                    interrupted ? "interrupted" : e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /** Removes everything that this run has created. What was being created at an interrupt may appear later. */
    private WorkspaceObjects.Removal remove(WorkspaceObjects objects, RunId id) {
        boolean interrupted;
        synchronized (this) {
            removing = true;
            interrupted = stopped;
            Thread.interrupted();
        }
        Predicate<String> own = id::owns;
        int removed = 0;
        List<String> failures = new ArrayList<>();
        try {
            for (int i = 0; i == 0 || (interrupted && i <= REMOVALS_AFTER_INTERRUPT); i++) {
                if (i > 0) {
                    pause();
                }
                WorkspaceObjects.Removal removal = objects.remove(own);
                removed += removal.removed();
                failures = new ArrayList<>(removal.failures());
            }
            for (String name : objects.names(own)) {
                if (failures.stream().noneMatch(failure -> failure.startsWith(name + ":"))) {
                    failures.add(name + ": still listed");
                }
            }
        } catch (AirbyteApiException e) {
            failures.add("what the lists would show: " + e.getMessage());
        }
        return new WorkspaceObjects.Removal(removed, failures);
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
