package org.gallra.extract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.gallra.api.personaldata.PersonalDataRegister.Row;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one record type in the order in which they come: the first few in memory, the rest in a {@link RowFile}, so that an
 * extract takes the same memory however much is held about somebody (ADR-0039). For one thread; the list that comes of it is
 * read from the first row to the last.
 */
final class KeptRows {

    /** How many rows of a record type stay in memory. */
    static final int IN_MEMORY = 500;

    private final List<Row> first = new ArrayList<>();
    private @Nullable RowFile rest;
    private int size;

    /**
     * Keeps another row.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    void keep(Row row) {
        try {
            if (size < IN_MEMORY) {
                first.add(row);
            } else {
                if (rest == null) {
                    rest = new RowFile();
                }
                rest.write(row);
            }
            size++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns all of them; nothing is kept afterwards. */
    List<Row> rows() {
        RowFile file = rest;
        if (file == null) {
            return List.copyOf(first);
        }
        try {
            file.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ForwardList<>(size, () -> all(List.copyOf(first).iterator(), file.rows()));
    }

    private static Iterator<Row> all(Iterator<Row> first, Iterator<Row> rest) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return first.hasNext() || rest.hasNext();
            }

            @Override
            public Row next() {
                return first.hasNext() ? first.next() : rest.next();
            }
        };
    }
}
