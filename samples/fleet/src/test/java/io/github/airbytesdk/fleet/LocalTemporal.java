package io.github.airbytesdk.fleet;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Temporal's test service for other processes: on 127.0.0.1 only, unlike that of {@code TestServer}. In real time. */
final class LocalTemporal implements AutoCloseable {
    private final TestServicesStarter services = new TestServicesStarter(true, 0);
    private final Server server;

    private LocalTemporal() {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        services.getServices().forEach(builder::addService);
        server = builder.build();
    }

    static LocalTemporal start() {
        LocalTemporal temporal = new LocalTemporal();
        try {
            temporal.server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return temporal;
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
