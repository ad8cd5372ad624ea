package io.github.airbytesdk.embedded;

import java.io.IOException;
import java.util.Arrays;
import mockwebserver3.MockResponseBody;
import okio.BufferedSink;

/** A JSON document of any length, generated in chunks. */
final class HugeBody implements MockResponseBody {
    private static final byte[] CHUNK = new byte[64 * 1024];
    private static final String HEAD = "{\"padding\":\"";
    private static final String TAIL = "\"}";
    static final int MINIMUM_BYTES = HEAD.length() + TAIL.length();

    static {
        Arrays.fill(CHUNK, (byte) 'x');
    }

    private final long bytes;

    HugeBody(long bytes) {
        this.bytes = bytes;
    }

    @Override
    public long getContentLength() {
        return bytes;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.writeUtf8(HEAD);
        for (long left = bytes - MINIMUM_BYTES; left > 0; left -= CHUNK.length) {
            sink.write(CHUNK, 0, (int) Math.min(left, CHUNK.length));
        }
        sink.writeUtf8(TAIL);
    }
}
