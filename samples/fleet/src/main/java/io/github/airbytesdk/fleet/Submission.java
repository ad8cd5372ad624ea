package io.github.airbytesdk.fleet;

import io.github.airbytesdk.fleet.ProvisionTenant.Provisioned;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts a workflow for each tenant, and waits for all of them. The work does not depend on it: the next submission of the
 * same input finds what is done, joins what is running, and starts what is missing or has failed.
 */
final class Submission {
    private static final int THREADS = 32;

    /** Then another one is waited for, so that some that hang do not hide the others. */
    private static final int TURN_SECONDS = 5;

    private static final String INPUT = "input";

    private final WorkflowClient temporal;
    private final Progress progress;
    private final Results results;
    private final Queue<TenantTask> toStart = new ConcurrentLinkedQueue<>();
    private final Queue<Started> started = new ConcurrentLinkedQueue<>();

    private record Started(TenantTask task, WorkflowStub workflow) {}

    Submission(WorkflowClient temporal, Progress progress, Results results) {
        this.temporal = temporal;
        this.progress = progress;
        this.results = results;
    }

    /** Runs all, and returns when the last has ended. */
    void run(List<TenantTask> tasks) throws InterruptedException {
        toStart.addAll(tasks);
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, tasks.size()));
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS && i < tasks.size(); i++) {
                running.add(threads.submit(this::startAndAwait));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause().getMessage()), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void startAndAwait() {
        for (TenantTask task = toStart.poll(); task != null; task = toStart.poll()) {
            start(task);
        }
        // The oldest first: they are the first to end.
        for (Started next = started.poll(); next != null; next = started.poll()) {
            await(next);
        }
    }

    private void start(TenantTask task) {
        progress.begun();
        try {
            started.add(new Started(task, startOrJoin(task)));
        } catch (WorkflowException | IllegalStateException e) {
            failed(task, task.standing(), words(e));
        }
    }

    private WorkflowStub startOrJoin(TenantTask task) {
        try {
            return start(task, WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY);
        } catch (WorkflowExecutionAlreadyStarted e) {
            WorkflowStub latest = temporal.newUntypedWorkflowStub(task.workflowId());
            WorkflowExecutionDescription found = latest.describe();
            if (found.getWorkflowType().equals(task.workflow())
                    && task.input().equals(found.getMemo(INPUT, String.class))) {
                return latest;
            }
            if (found.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
                throw new IllegalStateException("another workflow of this tenant runs, a " + found.getWorkflowType()
                        + " of other input; submit again when it has ended");
            }
            return start(task, WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE);
        }
    }

    private WorkflowStub start(TenantTask task, WorkflowIdReusePolicy ifEnded) {
        WorkflowStub workflow = temporal.newUntypedWorkflowStub(
                task.workflow(),
                WorkflowOptions.newBuilder()
                        .setWorkflowId(task.workflowId())
                        .setWorkflowIdReusePolicy(ifEnded)
                        .setTaskQueue(Activities.QUEUE)
                        .setMemo(Map.of(INPUT, task.input()))
                        .build());
        workflow.start(task.arguments().toArray());
        return workflow;
    }

    private void await(Started next) {
        TenantTask task = next.task();
        try {
            if (task.standing() == null) {
                Provisioned made = next.workflow().getResult(TURN_SECONDS, TimeUnit.SECONDS, Provisioned.class);
                results.done(task.tenant(), made.pipeline(), task.sharedDestination(), made.sync());
            } else {
                next.workflow().getResult(TURN_SECONDS, TimeUnit.SECONDS, Void.class);
                results.done(task.tenant(), task.standing(), task.sharedDestination(), null);
            }
            progress.done();
        } catch (TimeoutException e) {
            started.add(next);
        } catch (WorkflowException e) {
            Pipeline standing = cause(e) instanceof ApplicationFailure failure
                            && failure.getType().equals(FailureKind.SYNC.name())
                    ? failure.getDetails().get(Pipeline.class)
                    : task.standing();
            failed(task, standing, words(e));
        }
    }

    private void failed(TenantTask task, Pipeline standing, String words) {
        results.failed(task.tenant(), task.workspaceId(), standing, task.sharedDestination(), words);
        progress.failed();
    }

    /** What an activity or a workflow has said; Temporal wraps it several times. */
    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && (cause instanceof WorkflowException || cause instanceof TemporalFailure)
                && !(cause instanceof ApplicationFailure)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String words(RuntimeException failure) {
        Throwable cause = cause(failure);
        if (cause instanceof ApplicationFailure said) {
            return said.getOriginalMessage();
        }
        return failure instanceof WorkflowServiceException ? "Temporal: " + cause.getMessage() : cause.getMessage();
    }
}
