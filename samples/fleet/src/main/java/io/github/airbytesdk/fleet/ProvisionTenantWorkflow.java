package io.github.airbytesdk.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Provisions one tenant's pipeline and waits for its first sync. */
@WorkflowInterface
public interface ProvisionTenantWorkflow {
    /** The tenant's name. The namespace has to know both search attributes. */
    SearchAttributeKey<String> TENANT = SearchAttributeKey.forKeyword("FleetTenant");

    /** A {@link State}. Whether a workflow has failed is in Temporal's own status. */
    SearchAttributeKey<String> STATE = SearchAttributeKey.forKeyword("FleetState");

    /**
     * Runs the workflow. It fails if the pipeline cannot be provisioned, or if its first sync does not succeed; in the second
     * case the pipeline is kept, and the failure's details hold its ids.
     */
    @WorkflowMethod
    Result provision(Request request);

    /** Returns how far the tenant is. */
    @QueryMethod
    Progress progress();

    /** What to provision. Add members for new input; never change the meaning of an existing one. */
    record Request(Tenant tenant, Timing timing) {}

    /** A pipeline whose first sync succeeded. */
    record Result(Pipeline pipeline, Sync sync) {}

    /** A sync that has ended, with Airbyte's word for how, such as {@code failed}, and the reason if it failed and that is known. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sync(String status, long rows, long bytes, String reason) {}

    /** The step that runs, or ran last; {@code pipeline} is null before it has been provisioned. */
    record Progress(State state, Pipeline pipeline) {}

    /** The steps of a tenant's workflows. */
    enum State {
        PROVISIONING,
        SYNCING,
        SYNCED,
        DEPROVISIONING
    }
}
