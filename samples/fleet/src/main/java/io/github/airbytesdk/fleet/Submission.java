package io.github.airbytesdk.fleet;

import com.google.gson.Gson;
import io.github.airbytesdk.fleet.ProvisionTenantWorkflow.Result;
import io.github.airbytesdk.fleet.ProvisionTenantWorkflow.State;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import io.temporal.failure.ApplicationFailure;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Starts a workflow for each tenant and waits for all of them. The workflows do not depend on it: submitted again, the same
 * input finds what is done, joins what is running, and starts what is missing or has failed.
 */
final class Submission {
    private static final int THREADS = 32;
    private static final int PROGRESS_SECONDS = 10;

    /** Then the thread waits for another workflow, so that some that take long do not hide the others. */
    private static final int TURN_SECONDS = 1;

    /** The memo by which a later submission recognises the same input. */
    private static final String INPUT = "input";

    private final WorkflowClient temporal;
    private final PrintStream out;
    private final PrintStream err;
    private final List<Task> tasks = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final AtomicInteger failures = new AtomicInteger();

    /** A workflow to run for a tenant; {@code existing} is the pipeline that it deletes, or null. */
    private record Task(
            String tenant, UUID workspaceId, Pipeline existing, Object input, Consumer<WorkflowOptions> start) {}

    /** Prints a {@link TenantResult} for each tenant on {@code out}, as soon as it has ended, and the progress on {@code err}. */
    Submission(WorkflowClient temporal, PrintStream out, PrintStream err) {
        this.temporal = temporal;
        this.out = out;
        this.err = err;
    }

    void provision(Tenant tenant, Timing timing) {
        tasks.add(new Task(tenant.name(), tenant.workspaceId(), null, tenant, options -> {
            ProvisionTenantWorkflow workflow = temporal.newWorkflowStub(ProvisionTenantWorkflow.class, options);
            WorkflowClient.start(workflow::provision, new ProvisionTenantWorkflow.Request(tenant, timing));
        }));
    }

    void deprovision(String tenant, Pipeline existing, Timing timing) {
        tasks.add(new Task(tenant, existing.workspaceId(), existing, existing, options -> {
            DeprovisionTenantWorkflow workflow = temporal.newWorkflowStub(DeprovisionTenantWorkflow.class, options);
            WorkflowClient.start(workflow::deprovision, existing, timing);
        }));
    }

    /** Runs all, and returns whether each succeeded. */
    boolean run() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(tasks.size());
        tasks.forEach(task -> threads.execute(() -> start(task, running)));
        try {
            for (boolean ended = false; !ended; ) {
                ended = running.await(PROGRESS_SECONDS, TimeUnit.SECONDS);
                err.printf("%d of %d running, %d failed%n", running.getCount(), tasks.size(), failures.get());
            }
        } finally {
            threads.shutdownNow();
        }
        return failures.get() == 0;
    }

    private void start(Task task, CountDownLatch running) {
        try {
            startOrJoin(task);
            // Behind the starts that are left.
            threads.execute(() -> await(task, running));
        } catch (RuntimeException e) {
            fail(task, e, running);
        }
    }

    private static String workflowId(Task task) {
        return "fleet/" + task.workspaceId() + "/" + task.tenant();
    }

    private void startOrJoin(Task task) {
        String digest = digest(task.input());
        State state = task.existing() == null ? State.PROVISIONING : State.DEPROVISIONING;
        WorkflowOptions.Builder options = WorkflowOptions.newBuilder()
                .setWorkflowId(workflowId(task))
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
                .setTaskQueue(ActivityStubs.QUEUE)
                .setMemo(Map.of(INPUT, digest))
                .setTypedSearchAttributes(SearchAttributes.newBuilder()
                        .set(ProvisionTenantWorkflow.TENANT, task.tenant())
                        .set(ProvisionTenantWorkflow.STATE, state.name())
                        .build());
        try {
            task.start().accept(options.build());
        } catch (WorkflowExecutionAlreadyStarted e) {
            WorkflowExecutionDescription found =
                    temporal.newUntypedWorkflowStub(workflowId(task)).describe();
            if (digest.equals(found.getMemo(INPUT, String.class))) {
                return;
            }
            if (found.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
                throw new IllegalStateException("another workflow of this tenant is running, a "
                        + found.getWorkflowType() + " with other input; submit again when it has ended");
            }
            options.setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE);
            task.start().accept(options.build());
        }
    }

    private static String digest(Object input) {
        String text = input.getClass().getName() + new Gson().toJson(input);
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private void await(Task task, CountDownLatch running) {
        try {
            Result result = temporal.newUntypedWorkflowStub(workflowId(task))
                    .getResult(TURN_SECONDS, TimeUnit.SECONDS, Result.class);
            Result done = result == null ? new Result(task.existing(), null) : result;
            out.println(new TenantResult(task.tenant(), "done", done.pipeline(), done.sync(), null).toJson());
            running.countDown();
        } catch (TimeoutException e) {
            threads.execute(() -> await(task, running));
        } catch (RuntimeException e) {
            fail(task, e, running);
        }
    }

    private void fail(Task task, RuntimeException failure, CountDownLatch running) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof ApplicationFailure)) {
            cause = cause.getCause();
        }
        Pipeline pipeline = task.existing();
        String message = cause.getMessage();
        if (cause instanceof ApplicationFailure reported) {
            message = reported.getOriginalMessage();
            pipeline = pipeline == null ? reported.getDetails().get(Pipeline.class) : pipeline;
        }
        out.println(new TenantResult(task.tenant(), "failed", pipeline, null, message).toJson());
        failures.incrementAndGet();
        running.countDown();
    }
}
