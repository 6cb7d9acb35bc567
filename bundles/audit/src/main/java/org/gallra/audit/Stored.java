package org.gallra.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gallra.api.audit.AuditKind;
import org.gallra.api.persistence.Rows;
import org.jspecify.annotations.Nullable;

/**
 * An entry as its row holds it. All its parts but the user are names that hold no {@code |}, comma or line break, so that they can be
 * written one after the other and are never taken for something else; the user's name holds none either.
 *
 * @param key the internal key, in the order in which entries were written
 * @param id the public id
 * @param at when (UTC), to the microsecond
 * @param user the login name, or null
 * @param act the code
 * @param kind what it is about
 * @param type the type of the record, or null
 * @param record the id of the record, or null
 * @param counts such as {@code contacts=3,rows=12}, ordered by name; empty for none
 * @param details separated by commas; empty for none
 * @param number its place in the chain, or null
 * @param hash its hash in the chain, hex, or null
 */
record Stored(
        long key,
        UUID id,
        Instant at,
        @Nullable String user,
        String act,
        AuditKind kind,
        @Nullable String type,
        @Nullable String record,
        String counts,
        String details,
        @Nullable Long number,
        @Nullable String hash) {

    /** The hash that stands before the first entry. */
    static final String GENESIS = "0".repeat(64);

    static Stored read(ResultSet row) throws SQLException {
        return new Stored(
                row.getLong("id"),
                UUID.fromString(row.getString("public_id")),
                Objects.requireNonNull(Rows.instant(row, "happened_at")),
                row.getString("user_name"),
                row.getString("act"),
                AuditKind.valueOf(row.getString("kind")),
                row.getString("record_type"),
                row.getString("record_id"),
                row.getString("counts"),
                row.getString("details"),
                Rows.longOrNull(row, "seq"),
                row.getString("hash"));
    }

    /** Returns the hash that the entry has at a place behind another: docs/audit.md says how anybody computes it. */
    String hashed(long place, String before) {
        String line = Stream.of(
                        Long.toString(place),
                        before,
                        id.toString(),
                        at.toString(),
                        user,
                        act,
                        kind.name(),
                        type,
                        record,
                        counts,
                        details)
                .map(part -> part == null ? "" : part)
                .collect(Collectors.joining("|"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Returns the entry with its place in the chain. */
    Stored chained(long place, String placedHash) {
        return new Stored(key, id, at, user, act, kind, type, record, counts, details, place, placedHash);
    }

    static String joined(Map<String, Long> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(","));
    }

    Map<String, Long> countsByName() {
        Map<String, Long> all = new TreeMap<>();
        for (String part : split(counts)) {
            int equals = part.indexOf('=');
            all.put(part.substring(0, equals), Long.valueOf(part.substring(equals + 1)));
        }
        return all;
    }

    List<String> detailNames() {
        return split(details);
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1));
    }
}
