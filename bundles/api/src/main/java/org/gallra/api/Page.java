package org.gallra.api;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One page of a list, read by keyset.
 *
 * @param <T> the kind of item
 * @param items in the order of the query, at most as many as its limit
 * @param next the cursor of the next page, or null on the last one; opaque, holds no personal value
 * @param total how many items match in all, counted up to 10,000
 * @param totalCapped whether there are more than {@code total}
 */
@ProviderType
public record Page<T>(List<T> items, @Nullable String next, long total, boolean totalCapped) {

    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }

    /** Returns the same page with each item converted. */
    public <R> Page<R> map(Function<? super T, ? extends R> conversion) {
        return new Page<>(items.stream().<R>map(conversion).toList(), next, total, totalCapped);
    }
}
