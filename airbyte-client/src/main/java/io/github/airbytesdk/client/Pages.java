package io.github.airbytesdk.client;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists that the server returns in pages.
 *
 * <pre>{@code
 * Stream<SourceResponse> sources = Pages.stream((limit, offset) ->
 *         client.sources().listSources(List.of(workspaceId), false, limit, offset).getData());
 * }</pre>
 *
 * <p>Pages of 100 items are requested by offset as the stream is consumed; a page larger than 64 MiB is requested again with
 * half the items. The {@code next} link of a response is not followed, because it contains the host name by which the server
 * knows itself. Airbyte guarantees no order, so while others create and delete, an item can appear twice or be missed: count by
 * id.
 *
 * @since 0.1.0
 */
public final class Pages {
    /** The largest page that Airbyte returns. */
    private static final int LIMIT = 100;

    private Pages() {}

    /**
     * One page of a list.
     *
     * @param <T> type of an item
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Page<T> {
        /**
         * Requests one page.
         *
         * @param limit how many items at most
         * @param offset how many items to leave out
         * @return the items; null, as servers leave members out, means none
         */
        @Nullable
        List<T> get(int limit, int offset);
    }

    /**
     * Returns all items of a list.
     *
     * @param page requests one page; an exception from it is thrown by the stream's terminal operation
     * @param <T> type of an item
     * @return a sequential stream, to be used by one thread
     */
    public static <T> Stream<T> stream(Page<T> page) {
        int characteristics = Spliterator.NONNULL;
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(new PageIterator<>(page), characteristics), false);
    }

    private static final class PageIterator<T> implements Iterator<T> {
        private final Page<T> page;
        private final Queue<T> items = new ArrayDeque<>();
        private int offset;
        private boolean last;
        private int limit = LIMIT;

        PageIterator(Page<T> page) {
            this.page = page;
        }

        @Override
        public boolean hasNext() {
            while (items.isEmpty() && !last) {
                List<T> data = get();
                // Airbyte links to a next page from every page that is not empty, so a short page is the end.
                last = data == null || data.size() < limit;
                if (data != null) {
                    offset += data.size();
                    data.stream().filter(Objects::nonNull).forEach(items::add);
                }
            }
            return !items.isEmpty();
        }

        /** A page of large configurations can exceed what this client reads, so it is requested again with fewer items. */
        private @Nullable List<T> get() {
            while (true) {
                try {
                    return page.get(limit, offset);
                } catch (AirbyteApiException e) {
                    if (limit == 1 || !(e.getCause() instanceof BoundedBody.TooLargeException)) {
                        throw e;
                    }
                    limit = limit / 2;
                }
            }
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return items.remove();
        }
    }
}
