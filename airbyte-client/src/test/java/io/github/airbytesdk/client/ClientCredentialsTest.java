package io.github.airbytesdk.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientCredentialsTest {
    private static final int THREADS = 64;

    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    private final Call call = new OkHttpClient()
            .newCall(new Request.Builder().url("http://airbyte.invalid").build());
    private final AtomicInteger fetches = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();
    private final CountDownLatch fetching = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void manyThreadsFetchOnce() throws Exception {
        ClientCredentials credentials = credentials(() -> {
            fetching.countDown();
            released.await();
            return next(900);
        });

        List<Future<String>> headers = start(credentials);
        fetching.await();
        released.countDown();

        assertEquals(Set.of("Bearer token-1"), values(headers));
        assertEquals(1, fetches.get());
    }

    @Test
    void tokenIsFetchedAgainOnlyWhenItExpires() throws IOException {
        ClientCredentials credentials = credentials(() -> next(100));

        assertEquals("Bearer token-1", credentials.header(call));
        now.set(TimeUnit.SECONDS.toNanos(90) - 1);
        assertEquals("Bearer token-1", credentials.header(call));
        now.set(TimeUnit.SECONDS.toNanos(90));
        assertEquals("Bearer token-2", credentials.header(call));
        assertEquals("Bearer token-2", credentials.header(call));
    }

    @Test
    void rejectedTokenIsReplacedOnceForAllCalls() throws IOException {
        ClientCredentials credentials = credentials(() -> next(900));
        assertEquals("Bearer token-1", credentials.header(call));

        assertEquals("Bearer token-2", credentials.headerInsteadOf("Bearer token-1", call));
        assertEquals("Bearer token-2", credentials.headerInsteadOf("Bearer token-1", call));
        assertEquals("Bearer token-2", credentials.header(call));
        assertEquals(2, fetches.get());
    }

    @Test
    void failedFetchGivesEachWaitingThreadItsOwnException() throws Exception {
        AuthorizationException refused = new AuthorizationException(401, "no access token", null);
        ClientCredentials credentials = credentials(() -> {
            fetching.countDown();
            released.await();
            throw refused;
        });

        List<Future<String>> headers = start(credentials);
        fetching.await();
        awaitAllWaiting();
        released.countDown();

        List<AuthorizationException> failures = new ArrayList<>();
        for (Future<String> header : headers) {
            Throwable cause =
                    assertThrows(ExecutionException.class, header::get).getCause();
            failures.add(assertIsRefusal(cause));
        }
        assertEquals(1, fetches.get());
        assertNotSame(failures.get(0), failures.get(1));
    }

    private static AuthorizationException assertIsRefusal(@Nullable Throwable cause) {
        AuthorizationException refusal = assertInstanceOf(AuthorizationException.class, cause);
        assertEquals(401, refusal.status());
        assertEquals("no access token", refusal.getMessage());
        assertFalse(refusal.isAbandoned());
        return refusal;
    }

    /** Waits until all threads except the one that fetches are parked. */
    private static void awaitAllWaiting() throws InterruptedException {
        Thread.sleep(200);
    }

    @Test
    void callAfterAFailedFetchFetchesAgain() throws IOException {
        ClientCredentials credentials = credentials(() -> {
            if (fetches.get() == 1) {
                throw new AuthorizationException(503, "no access token", null);
            }
            return next(900);
        });

        assertThrows(AuthorizationException.class, () -> credentials.header(call));
        assertEquals("Bearer token-2", credentials.header(call));
    }

    @Test
    void unexpectedExceptionOfAFetchIsAnAuthorizationFailure() {
        ClientCredentials credentials = credentials(() -> {
            throw new IllegalStateException("broken");
        });

        AuthorizationException e = assertThrows(AuthorizationException.class, () -> credentials.header(call));

        assertEquals("could not get an access token: java.lang.IllegalStateException: broken", e.getMessage());
    }

    @Test
    void errorInAFetchReleasesAllWaitingThreads() throws Exception {
        ClientCredentials credentials = credentials(() -> {
            fetching.countDown();
            released.await();
            if (fetches.get() == 1) {
                throw new StackOverflowError();
            }
            return next(900);
        });

        List<Future<String>> headers = start(credentials);
        fetching.await();
        awaitAllWaiting();
        released.countDown();

        for (Future<String> header : headers) {
            assertThrows(ExecutionException.class, () -> header.get(10, TimeUnit.SECONDS));
        }
        assertEquals("Bearer token-2", credentials.header(call));
    }

    @Test
    void interruptOfTheFetchingThreadDoesNotFailWaitingThreads() throws Exception {
        ClientCredentials credentials = credentials(() -> {
            if (fetches.get() == 1) {
                fetching.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AuthorizationException(0, "interrupted", e, true);
                }
            }
            return next(900);
        });
        AtomicInteger stillInterrupted = new AtomicInteger();
        Thread fetcher = new Thread(() -> {
            assertThrows(AuthorizationException.class, () -> credentials.header(call));
            stillInterrupted.set(Thread.currentThread().isInterrupted() ? 1 : 0);
        });
        fetcher.start();
        fetching.await();
        List<Future<String>> headers = start(credentials);
        awaitAllWaiting();

        fetcher.interrupt();

        assertEquals(Set.of("Bearer token-2"), values(headers));
        assertEquals(2, fetches.get());
        fetcher.join();
        assertEquals(1, stillInterrupted.get());
    }

    @Test
    void interruptOfAWaitingThreadEndsOnlyItsOwnWait() throws Exception {
        ClientCredentials credentials = credentials(() -> {
            fetching.countDown();
            released.await();
            return next(900);
        });
        Future<String> fetcher = pool.submit(() -> credentials.header(call));
        fetching.await();
        AtomicInteger stillInterrupted = new AtomicInteger();
        Thread waiting = new Thread(() -> {
            assertThrows(IOException.class, () -> credentials.header(call));
            stillInterrupted.set(Thread.currentThread().isInterrupted() ? 1 : 0);
        });
        waiting.start();
        Thread.sleep(50);

        waiting.interrupt();
        waiting.join(5_000);

        assertFalse(waiting.isAlive());
        assertEquals(1, stillInterrupted.get());
        released.countDown();
        assertEquals("Bearer token-1", fetcher.get());
    }

    @Test
    void endedCallStopsWaiting() throws Exception {
        ClientCredentials credentials = credentials(() -> {
            fetching.countDown();
            released.await();
            return next(900);
        });
        Future<String> fetcher = pool.submit(() -> credentials.header(call));
        fetching.await();
        Call other = new OkHttpClient().newCall(call.request());
        Future<String> waiting = pool.submit(() -> credentials.header(other));

        other.cancel();

        Throwable ended = assertThrows(ExecutionException.class, () -> waiting.get(5, TimeUnit.SECONDS))
                .getCause();
        assertInstanceOf(InterruptedIOException.class, ended);
        released.countDown();
        assertEquals("Bearer token-1", fetcher.get());
    }

    private ClientCredentials credentials(Callable<AccessToken> fetch) {
        return new ClientCredentials(
                waiting -> {
                    fetches.incrementAndGet();
                    try {
                        return fetch.call();
                    } catch (IOException | RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                },
                now::get,
                List.of("client-secret"));
    }

    private AccessToken next(long seconds) {
        return AccessToken.receivedAt(now.get(), "token-" + fetches.get(), seconds);
    }

    private List<Future<String>> start(ClientCredentials credentials) {
        List<Future<String>> headers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            headers.add(pool.submit(() -> credentials.header(call)));
        }
        return headers;
    }

    private static Set<String> values(List<Future<String>> futures) {
        return futures.stream()
                .map(future -> {
                    try {
                        return future.get(10, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .collect(Collectors.toSet());
    }
}
