package io.github.airbytesdk.client;

import java.io.IOException;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.GzipSource;
import okio.Okio;
import okio.Source;

/** Reads response bodies within limits, because the responding server may not be Airbyte. */
final class BoundedBody {
    /** Much larger than a page of 100 connections or the streams of the largest sources. */
    private static final long MAX_SUCCESS_BYTES = 64L << 20;

    private static final long MAX_TEXT_BYTES = 64L << 10;

    private BoundedBody() {}

    /** The body is larger than this client reads. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException() {
            super("the response is larger than " + (MAX_SUCCESS_BYTES >> 20) + " MiB");
        }
    }

    /** Returns the body as a stream that fails if its unpacked size exceeds the limit. */
    static BufferedSource source(Response response) {
        return Okio.buffer(new Limited(decoded(response)));
    }

    /** Returns the first part of a body as text, which is enough for any error, or what arrived if the rest was lost. */
    static String text(Response response) {
        return text(Okio.buffer(decoded(response)));
    }

    static String text(BufferedSource source) {
        try {
            return start(source);
        } catch (IOException cutShort) {
            return snapshot(source);
        }
    }

    /**
     * Returns the text of a body that is short, which is then consumed, or the start of a longer one, which is not.
     *
     * @throws IOException if the connection was lost before; nothing is consumed
     */
    static String start(BufferedSource source) throws IOException {
        // A snapshot would share the buffer's segments, which then are not reused: 8 KiB of garbage for each call.
        return source.request(MAX_TEXT_BYTES) ? snapshot(source) : source.readUtf8();
    }

    private static String snapshot(BufferedSource source) {
        Buffer buffer = source.getBuffer();
        return buffer.snapshot((int) Math.min(buffer.size(), MAX_TEXT_BYTES)).utf8();
    }

    /** OkHttp unpacks what it requested itself. An interceptor of the application may have requested an encoding of its own. */
    private static Source decoded(Response response) {
        BufferedSource source = response.body().source();
        String header = response.header("Content-Encoding");
        String encoding = header == null ? "" : header.trim();
        if (encoding.equalsIgnoreCase("identity") || encoding.isEmpty()) {
            return source;
        }
        return encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip")
                ? new GzipSource(source)
                : new Undecodable(source, encoding);
    }

    private static final class Undecodable extends ForwardingSource {
        private final String encoding;

        Undecodable(Source source, String encoding) {
            super(source);
            this.encoding = encoding;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            throw new IOException("its content encoding \"" + encoding
                    + "\" is not supported; do not set Accept-Encoding in an interceptor");
        }
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
                throw new TooLargeException();
            }
            return read;
        }
    }
}
