package io.github.airbytesdk.client;

import java.io.IOException;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/** Bodies read within limits, because what answers may not be Airbyte. */
final class BoundedBody {
    /** Far above a page of 100 connections or the streams of the largest sources. */
    private static final long MAX_SUCCESS_BYTES = 64L << 20;

    private static final long MAX_TEXT_BYTES = 64L << 10;

    private BoundedBody() {}

    /** The body as a stream that fails when it grows too large, unpacked size. */
    static BufferedSource source(Response response) {
        return Okio.buffer(new Limited(response.body().source()));
    }

    /** The first part of a body as text, enough for any error; what came, where the rest is lost. */
    static String text(Response response) {
        return text(response.body().source());
    }

    static String text(BufferedSource source) {
        try {
            return start(source).utf8();
        } catch (IOException cutShort) {
            return arrived(source).utf8();
        }
    }

    /** The first part of a body, which stays there to be read. */
    static ByteString start(BufferedSource source) throws IOException {
        source.request(MAX_TEXT_BYTES);
        return arrived(source);
    }

    private static ByteString arrived(BufferedSource source) {
        Buffer buffer = source.getBuffer();
        return buffer.snapshot((int) Math.min(buffer.size(), MAX_TEXT_BYTES));
    }

    private static final class Limited extends ForwardingSource {
        private long left = MAX_SUCCESS_BYTES;

        Limited(Source source) {
            super(source);
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            long read = super.read(sink, byteCount);
            left -= Math.max(read, 0);
            if (left < 0) {
                throw new IOException("the answer is larger than " + (MAX_SUCCESS_BYTES >> 20) + " MiB");
            }
            return read;
        }
    }
}
