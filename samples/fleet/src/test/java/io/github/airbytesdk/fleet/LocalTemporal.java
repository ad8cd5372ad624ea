package io.github.airbytesdk.fleet;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Temporal's test service for other processes: in real time, with the fleet's search attributes, and on 127.0.0.1 only, unlike
 * that of {@code TestServer}.
 */
final class LocalTemporal implements AutoCloseable {
    private final TestServicesStarter services = new TestServicesStarter(true, 0);
    private final Server server;

    private LocalTemporal(int port, boolean sticky) {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        services.getServices().forEach(builder::addService);
        server = (sticky ? builder : builder.intercept(new WithoutStickyQueues())).build();
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        registerSearchAttributes();
    }

    static LocalTemporal start() {
        return new LocalTemporal(0, true);
    }

    /**
     * Starts a service that survives killed workers. A workflow task waits on the queue of the worker that has the workflow in
     * its cache; Temporal gives it to another worker after five seconds, and its test service never does.
     */
    static LocalTemporal startWithoutStickyQueues() {
        return new LocalTemporal(0, false);
    }

    /** Serves on a port until it is ended: in another process, or by hand. */
    public static void main(String[] args) throws InterruptedException {
        LocalTemporal temporal = new LocalTemporal(args.length == 0 ? 0 : Integer.parseInt(args[0]), true);
        System.out.println(temporal.address());
        temporal.server.awaitTermination();
    }

    private static final class WithoutStickyQueues implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
                @Override
                @SuppressWarnings("unchecked") // It has the type of what it replaces.
                public void onMessage(Q message) {
                    super.onMessage(
                            message instanceof RespondWorkflowTaskCompletedRequest completed
                                    ? (Q) completed.toBuilder()
                                            .clearStickyAttributes()
                                            .build()
                                    : message);
                }
            };
        }
    }

    private void registerSearchAttributes() {
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        InetAddress.getLoopbackAddress().getHostAddress(), server.getPort())
                .usePlaintext()
                .build();
        OperatorServiceGrpc.newBlockingStub(channel)
                .addSearchAttributes(AddSearchAttributesRequest.newBuilder()
                        .putSearchAttributes(
                                ProvisionTenantWorkflow.TENANT.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                        .putSearchAttributes(
                                ProvisionTenantWorkflow.STATE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                        .build());
        channel.shutdownNow();
    }

    String address() {
        return "127.0.0.1:" + server.getPort();
    }

    @Override
    public void close() {
        if (!server.isShutdown()) {
            server.shutdownNow();
            try {
                // Otherwise what is cancelled finds its executors gone, and logs that.
                server.awaitTermination(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            services.close();
        }
    }
}
