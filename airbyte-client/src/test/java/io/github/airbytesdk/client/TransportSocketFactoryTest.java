package io.github.airbytesdk.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import javax.net.SocketFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportSocketFactoryTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void socketsProbeTheirPeerAndSendAtOnce(boolean shared) throws IOException {
        SocketFactory factory = TransportSocketFactory.of(SocketFactory.getDefault(), shared);

        try (Socket socket = factory.createSocket()) {
            assertTrue(socket.getKeepAlive());
            assertTrue(socket.getTcpNoDelay());
            assertEquals(shared, socket.getChannel() == null);
        }
    }
}
