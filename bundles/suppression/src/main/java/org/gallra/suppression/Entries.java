package org.gallra.suppression;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;

/** The hashes in their table: those of one batch and one bucket share a row, so that a bulk run writes hundreds and not thousands. */
final class Entries {

    private static final int BUCKETS = 1 << 10;
    private static final int ROW = 500;
    private static final int CHUNK = 200;

    private Entries() {}

    /** One row. */
    private record Packed(int bucket, LocalDate day, byte[] hashes) {

        Set<Long> unpacked() {
            Set<Long> found = new HashSet<>();
            ByteBuffer buffer = ByteBuffer.wrap(hashes);
            while (buffer.remaining() >= Long.BYTES) {
                found.add(buffer.getLong());
            }
            return found;
        }

        static Packed of(int bucket, LocalDate day, Collection<Long> hashes) {
            ByteBuffer buffer = ByteBuffer.allocate(hashes.size() * Long.BYTES);
            hashes.forEach(buffer::putLong);
            return new Packed(bucket, day, buffer.array());
        }

        int count() {
            return hashes.length / Long.BYTES;
        }
    }

    static int bucket(long hash) {
        return Math.floorMod(hash, BUCKETS);
    }

    /** Adds hashes that are in order, so that their order tells nothing of those who brought them. */
    static void add(Connection connection, Database.Kind kind, long[] hashes, LocalDate day) throws SQLException {
        Map<Integer, List<Long>> buckets = new TreeMap<>();
        for (long hash : hashes) {
            buckets.computeIfAbsent(bucket(hash), b -> new ArrayList<>()).add(hash);
        }
        List<Packed> rows = new ArrayList<>();
        buckets.forEach((bucket, all) -> {
            for (int from = 0; from < all.size(); from += ROW) {
                rows.add(Packed.of(bucket, day, all.subList(from, Math.min(all.size(), from + ROW))));
            }
        });
        if (kind == Database.Kind.POSTGRESQL) {
            insertAtOnce(connection, rows, day);
        } else {
            insert(connection, rows);
        }
    }

    private static void insertAtOnce(Connection connection, List<Packed> rows, LocalDate day) throws SQLException {
        var buckets = connection.createArrayOf(
                "int4", rows.stream().map(Packed::bucket).toArray());
        var counts = connection.createArrayOf(
                "int4", rows.stream().map(Packed::count).toArray());
        var hashes = connection.createArrayOf(
                "bytea", rows.stream().map(Packed::hashes).toArray(byte[][]::new));
        ListStore.update(
                connection,
                "INSERT INTO suppression_entry (bucket, added_on, hash_count, hashes) SELECT n.b, ?, n.c, n.h"
                        + " FROM unnest(?, ?, ?) AS n (b, c, h)",
                Date.valueOf(day),
                buckets,
                counts,
                hashes);
        buckets.free();
        counts.free();
        hashes.free();
    }

    private static void insert(Connection connection, List<Packed> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO suppression_entry (bucket, added_on, hash_count, hashes) VALUES (?, ?, ?, ?)")) {
            for (Packed row : rows) {
                statement.setInt(1, row.bucket());
                statement.setDate(2, Date.valueOf(row.day()));
                statement.setInt(3, row.count());
                statement.setBytes(4, row.hashes());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Returns those that are there. */
    static Set<Long> find(Connection connection, Collection<Long> hashes) throws SQLException {
        Set<Long> found = new HashSet<>();
        for (Packed row : rows(connection, hashes)) {
            found.addAll(row.unpacked());
        }
        found.retainAll(Set.copyOf(hashes));
        return found;
    }

    private static List<Packed> rows(Connection connection, Collection<Long> hashes) throws SQLException {
        List<Packed> rows = new ArrayList<>();
        List<Integer> all =
                hashes.stream().map(Entries::bucket).distinct().sorted().toList();
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<@Nullable Object> chunk = new ArrayList<>(all.subList(from, Math.min(all.size(), from + CHUNK)));
            String marks = String.join(",", Collections.nCopies(chunk.size(), "?"));
            rows.addAll(Rows.list(
                    connection,
                    new SqlFragment(
                            "SELECT bucket, added_on, hashes FROM suppression_entry WHERE bucket IN (" + marks + ")",
                            chunk),
                    row -> new Packed(
                            row.getInt("bucket"), row.getDate("added_on").toLocalDate(), row.getBytes("hashes"))));
        }
        return rows;
    }

    static void remove(Connection connection, Collection<Long> hashes) throws SQLException {
        for (Packed row : rows(connection, hashes)) {
            TreeSet<Long> left = new TreeSet<>(row.unpacked());
            if (left.removeAll(Set.copyOf(hashes))) {
                ListStore.update(
                        connection,
                        "DELETE FROM suppression_entry WHERE bucket = ? AND added_on = ? AND hashes = ?",
                        row.bucket(),
                        Date.valueOf(row.day()),
                        row.hashes());
                if (!left.isEmpty()) {
                    insert(connection, List.of(Packed.of(row.bucket(), row.day(), left)));
                }
            }
        }
    }

    /** Removes entries of before the day; returns how many. */
    static long expire(Connection connection, LocalDate before) throws SQLException {
        long gone = Rows.number(
                connection,
                SqlFragment.of(
                        "SELECT COALESCE(SUM(hash_count), 0) FROM suppression_entry WHERE added_on < ?",
                        Date.valueOf(before)));
        if (gone > 0) {
            ListStore.update(connection, "DELETE FROM suppression_entry WHERE added_on < ?", Date.valueOf(before));
        }
        return gone;
    }

    /** Returns how many there are; one that was erased twice counts twice. */
    static long count(Connection connection) throws SQLException {
        return Rows.number(connection, SqlFragment.of("SELECT COALESCE(SUM(hash_count), 0) FROM suppression_entry"));
    }
}
