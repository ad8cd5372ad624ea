package io.github.airbytesdk.embedded;

import java.util.HashMap;
import java.util.Map;

/** The operations that the server implements. */
final class Api {
    private final World world;
    private final Map<String, Handler> handlers = new HashMap<>();

    Api(World world, Tokens tokens, Pauses pauses) {
        this.world = world;
        Discovery discovery = new Discovery(world, pauses);
        handlers.put("createAccessToken", tokens::create);
        handlers.put("getHealthCheck", request -> Reply.undeclared(200, "Successful operation"));

        ConnectorsApi sources = new ConnectorsApi(world, ConnectorKind.SOURCE);
        atomic("createSource", sources::create);
        atomic("listSources", sources::list);
        atomic("getSource", sources::get);
        atomic("patchSource", sources::patch);
        atomic("putSource", sources::put);
        atomic("deleteSource", sources::delete);

        ConnectorsApi destinations = new ConnectorsApi(world, ConnectorKind.DESTINATION);
        atomic("createDestination", destinations::create);
        atomic("listDestinations", destinations::list);
        atomic("getDestination", destinations::get);
        atomic("patchDestination", destinations::patch);
        atomic("putDestination", destinations::put);
        atomic("deleteDestination", destinations::delete);

        // These may discover, which takes time.
        ConnectionsApi connections = new ConnectionsApi(world, discovery);
        handlers.put("getStreamProperties", new StreamsApi(world, discovery)::get);
        handlers.put("createConnection", connections::create);
        handlers.put("patchConnection", connections::patch);
        atomic("listConnections", connections::list);
        atomic("getConnection", connections::get);
        atomic("deleteConnection", connections::delete);

        JobsApi jobs = new JobsApi(world);
        atomic("createJob", jobs::create);
        atomic("listJobs", jobs::list);
        atomic("getJob", jobs::get);
        atomic("cancelJob", jobs::cancel);

        TagsApi tags = new TagsApi(world);
        atomic("createTag", tags::create);
        atomic("listTags", tags::list);
        atomic("getTag", tags::get);
        atomic("updateTag", tags::update);
        atomic("deleteTag", tags::delete);

        WorkspacesApi workspaces = new WorkspacesApi(world);
        atomic("createWorkspace", workspaces::create);
        atomic("listWorkspaces", workspaces::list);
        atomic("getWorkspace", workspaces::get);
        atomic("updateWorkspace", workspaces::update);
        atomic("deleteWorkspace", workspaces::delete);

        DefinitionsApi definitions = new DefinitionsApi(world);
        atomic("listConnectorDefinitions", definitions::listConnectors);
        atomic("listSourceDefinitions", r -> definitions.list(r, ConnectorKind.SOURCE));
        atomic("getSourceDefinition", r -> definitions.get(r, ConnectorKind.SOURCE));
        atomic("listDestinationDefinitions", r -> definitions.list(r, ConnectorKind.DESTINATION));
        atomic("getDestinationDefinition", r -> definitions.get(r, ConnectorKind.DESTINATION));
        atomic("listDeclarativeSourceDefinitions", definitions::listDeclarative);

        ConfigApi config = new ConfigApi(world);
        atomic("checkConnectionToSource", r -> config.check(r, ConnectorKind.SOURCE));
        atomic("checkConnectionToDestination", r -> config.check(r, ConnectorKind.DESTINATION));
        atomic("getJobInfoWithoutLogs", config::job);
        atomic("getInstanceConfiguration", config::instance);

        InstanceApi instance = new InstanceApi(world);
        atomic("listOrganizationsForUser", instance::organizations);
        atomic("listUsersWithinAnOrganization", instance::users);
        atomic("listPermissions", instance::permissions);
        atomic("listApplications", instance::applications);
        atomic("listRegions", r -> {
            throw Problems.notEntitled("feature-self-managed-regions");
        });
        atomic("listDataplanes", instance::dataplanes);
        atomic("initiateOAuth", instance::initiateOAuth);
    }

    private void atomic(String operation, Handler handler) {
        handlers.put(operation, request -> {
            synchronized (world) {
                return handler.handle(request);
            }
        });
    }

    Reply handle(String operation, ApiRequest request) throws InterruptedException {
        Handler handler = handlers.get(operation);
        if (handler == null) {
            throw Problems.notImplemented(operation);
        }
        return handler.handle(request);
    }
}
