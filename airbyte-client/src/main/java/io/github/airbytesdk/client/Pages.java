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
 * Reads lists that the server returns in pages, by offset. The {@code next} link of a response is not followed, because it contains
 * the host name by which the server knows itself, and does not preserve filters.
 * Airbyte guarantees no order (not recorded).
 */
final class Pages {
    /** The largest page that Airbyte returns. */
    private static final int LARGEST = 100;

    private Pages() {}

    /** Requests one page, which has at most as many items as the limit. */
    @FunctionalInterface
    interface Page<T> {
        @Nullable
        List<T> get(int limit, int offset);
    }

    /**
     * Returns all items of a list, as a sequential stream.
     *
     * @param operation the operation that returns the pages
     * @param limit the size of a page; null means the largest
     * @param offset the number of items to skip; null means none
     * @throws IllegalArgumentException if the limit is not positive or the offset is negative
     */
    static <T> Stream<T> stream(String operation, @Nullable Integer limit, @Nullable Integer offset, Page<T> page) {
        if (limit != null && limit < 1) {
            throw new IllegalArgumentException(operation + ": a page of " + limit + " items would never end the list");
        }
        if (offset != null && offset < 0) {
            throw new IllegalArgumentException(operation + ": the offset " + offset + " is negative");
        }
        PageIterator<T> items = new PageIterator<>(
                operation, limit == null ? LARGEST : Math.min(limit, LARGEST), offset == null ? 0 : offset, page);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(items, Spliterator.NONNULL), false);
    }

    private static final class PageIterator<T> implements Iterator<T> {
        private final String operation;
        private final Page<T> page;
        private final Queue<T> items = new ArrayDeque<>();
        private int limit;
        private int offset;
        private boolean last;

        PageIterator(String operation, int limit, int offset, Page<T> page) {
            this.operation = operation;
            this.limit = limit;
            this.offset = offset;
            this.page = page;
        }

        @Override
        public boolean hasNext() {
            while (items.isEmpty() && !last) {
                List<T> data = get();
                // Airbyte links to a next page from every page that is not empty, so a short page is the end.
                last = data.size() < limit;
                offset += data.size();
                data.stream().filter(Objects::nonNull).forEach(items::add);
            }
            return !items.isEmpty();
        }

        /** A page of large configurations can exceed what this client reads, so it is requested again with fewer items. */
        private List<T> get() {
            while (true) {
                try {
                    List<T> data = page.get(limit, offset);
                    if (data == null) {
                        // Airbyte sends an empty list as such, so this response is not from Airbyte and proves nothing.
                        throw AirbyteApiException.fromResponse(operation, 200, "a list without its data");
                    }
                    return data;
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
