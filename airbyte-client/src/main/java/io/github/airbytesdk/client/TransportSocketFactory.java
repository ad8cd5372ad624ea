package io.github.airbytesdk.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.Map;
import javax.net.SocketFactory;

/**
 * Creates sockets whose peer is probed while they are silent, and which send at once. A call may wait for minutes, and a
 * firewall that drops its connection sends nothing.
 */
final class TransportSocketFactory extends SocketFactory {
    /** Seconds of silence, seconds between probes and number of probes: a dead peer is noticed after 25 seconds. */
    private static final Map<String, Integer> PROBES =
            Map.of("TCP_KEEPIDLE", 10, "TCP_KEEPINTERVAL", 5, "TCP_KEEPCOUNT", 3);

    private final SocketFactory delegate;
    private final boolean channels;

    /** @param channels whether to create sockets that {@link LiveConnectionInterceptor} can check quickly */
    private TransportSocketFactory(SocketFactory delegate, boolean channels) {
        this.delegate = delegate;
        this.channels = channels;
    }

    /**
     * Wraps a client's factory.
     *
     * @param shared whether several threads may use a connection at the same time. An interrupt closes a channel that the thread
     *     writes to, so channels are for connections that are not shared
     */
    static SocketFactory of(SocketFactory factory, boolean shared) {
        return new TransportSocketFactory(factory, !shared && factory == SocketFactory.getDefault());
    }

    @Override
    public Socket createSocket() throws IOException {
        return configured(channels ? SocketChannel.open().socket() : delegate.createSocket());
    }

    @SuppressWarnings("unchecked") // The options' values are integers.
    private static Socket configured(Socket socket) {
        try {
            // Calls share an HTTP/2 connection, and none should wait until the peer has acknowledged another's bytes.
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            for (SocketOption<?> option : socket.supportedOptions()) {
                Integer value = PROBES.get(option.name());
                if (value != null) {
                    socket.setOption((SocketOption<Integer>) option, value);
                }
            }
        } catch (IOException | UnsupportedOperationException ignored) {
            // A socket of another kind, or a system without these options: the call's timeout remains.
        }
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return configured(delegate.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return configured(delegate.createSocket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return configured(delegate.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return configured(delegate.createSocket(address, port, localAddress, localPort));
    }
}
