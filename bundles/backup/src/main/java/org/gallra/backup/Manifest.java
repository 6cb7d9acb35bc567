package org.gallra.backup;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gallra.api.persistence.Database.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What a backup says of itself, in its file {@code manifest.json}. Only a folder with one is a backup. Holds names, counts and sums;
 * nothing about people.
 *
 * @param format 1
 * @param name the name of the folder
 * @param time when the backup was begun (UTC, ISO 8601)
 * @param database the product
 * @param product the version of the database
 * @param version the version of Gallra
 * @param changelog which changes of the schema had run
 * @param ledger the ledger before the backup was begun
 * @param tables rows by table, ordered by name
 * @param files the database's part, by paths below the backup's folder
 * @param separate what belongs to it and is not in it
 */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
@JsonInclude(JsonInclude.Include.ALWAYS)
record Manifest(
        int format,
        String name,
        String time,
        Kind database,
        String product,
        String version,
        Changelog changelog,
        Ledger ledger,
        Map<String, Count> tables,
        List<Part> files,
        List<Separate> separate) {

    static final String FILE = "manifest.json";
    static final int FORMAT = 1;

    /** In bytes; one that we write has a line or two for each table and file. */
    private static final long LARGEST = 16 * 1024 * 1024;

    /** The folder with the database's part. */
    static final String DATABASE = "database";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    Manifest {
        tables = java.util.Collections.unmodifiableMap(new TreeMap<>(tables));
        files = List.copyOf(files);
        separate = List.copyOf(separate);
    }

    /**
     * The schema.
     *
     * @param sets how many sets of changes had run
     * @param sha256 over their ids and sums
     */
    record Changelog(long sets, String sha256) {}

    /**
     * The erasure ledger.
     *
     * @param database the id by which database and ledger know each other, or null
     * @param entry the number of its last entry
     * @param head SHA-256 of that
     */
    record Ledger(@Nullable String database, long entry, String head) {}

    /**
     * Rows of a table: exactly as many on PostgreSQL; on Derby, where others write meanwhile, as many as there were before or after.
     *
     * @param least the fewer
     * @param most the more
     */
    record Count(long least, long most) {

        /** Tells whether a restored table may have so many: where the count moved, it may have moved further in between. */
        boolean fits(long rows) {
            long moved = most - least;
            return rows >= least - moved && rows <= most + moved;
        }
    }

    /**
     * One file.
     *
     * @param path below the backup's folder, with slashes
     * @param bytes its size
     * @param sha256 in hex
     */
    record Part(String path, long bytes, String sha256) {}

    /**
     * What is not in the backup.
     *
     * @param path where it lies
     * @param what what it is, and what to do with it
     */
    record Separate(String path, String what) {}

    Instant takenAt() {
        return Instant.parse(time);
    }

    long bytes() {
        return files.stream().mapToLong(Part::bytes).sum();
    }

    long rows() {
        return tables.values().stream().mapToLong(Count::least).sum();
    }

    /** Writes it into the backup's folder. */
    void write(Path folder) throws IOException {
        Trees.write(folder.resolve(FILE), JSON.writeValueAsBytes(this));
    }

    /**
     * Reads the manifest of a backup, and believes nothing of it: it may come from elsewhere.
     *
     * @throws IOException if there is none, it lacks something, or it is of a format that this version does not know
     */
    static Manifest read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new IOException(folder + " is no backup: it has no " + FILE);
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is larger than any that Gallra writes");
        }
        Manifest manifest = parsed(file);
        if (manifest == null || !manifest.whole()) {
            throw new IOException(file + " is not what Gallra writes there");
        }
        if (manifest.format != FORMAT) {
            throw new IOException(file + " has the format " + manifest.format + ", which this version does not know");
        }
        return manifest;
    }

    /** Returns what stands in a file; null if that is no manifest. What the parser says of it would quote it. */
    private static @Nullable Manifest parsed(Path file) throws IOException {
        try {
            return JSON.readValue(file.toFile(), Manifest.class);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Tells whether nothing is missing. */
    @SuppressWarnings("ConstantValue") // what is read may lack what we always write
    private boolean whole() {
        return Stream.of(name, time, database, product, version, changelog, ledger)
                        .allMatch(Objects::nonNull)
                && tables.values().stream().allMatch(Objects::nonNull)
                && files.stream().allMatch(part -> part.path != null && part.sha256 != null)
                && isTime(time);
    }

    private static boolean isTime(String text) {
        try {
            return Instant.parse(text) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /**
     * Compares the files with their sums; returns what is wrong with them, empty if nothing is. Only files that lie in the folder count:
     * no links, and no paths that lead elsewhere.
     */
    List<String> damages(Path folder) throws IOException {
        Path database = folder.resolve(DATABASE);
        if (!Files.isDirectory(database, LinkOption.NOFOLLOW_LINKS)) {
            return List.of(DATABASE + " is missing");
        }
        Map<String, Path> there = new TreeMap<>();
        try (Stream<Path> all = Files.walk(database)) {
            all.filter(f -> !Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS))
                    .forEach(f -> there.put(folder.relativize(f).toString().replace('\\', '/'), f));
        }
        List<String> damages = new ArrayList<>();
        for (Part part : files) {
            Path file = there.remove(part.path);
            if (file == null) {
                damages.add(part.path + " is missing");
            } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                damages.add(part.path + " is a link or a device");
            } else if (Files.size(file) != part.bytes || !Trees.sha256(file).equals(part.sha256)) {
                damages.add(part.path + " is not as it was written");
            }
        }
        there.keySet().forEach(f -> damages.add(f + " does not belong to it"));
        return damages;
    }
}
