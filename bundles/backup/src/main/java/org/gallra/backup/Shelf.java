package org.gallra.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gallra.api.backup.BackupService.Backup;
import org.gallra.api.backup.BackupService.Drill;
import org.gallra.api.backup.BackupService.Method;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory with backups. Whoever makes one works below a name that begins with a dot, and gives it its own name when it is whole and on
 * the disk: so half a backup is never taken for one.
 */
final class Shelf {

    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);
    private static final Pattern NAME = Pattern.compile("gallra-\\d{8}T\\d{6}Z(-\\d+)?");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String AT_WORK = ".work-";
    private static final String LOCK = ".lock";
    private static final String LAST_DRILL = "last-drill.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    Shelf(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /** Holds the directory against other nodes and programs, or returns null if one of them has it. */
    @Nullable
    Held hold() throws IOException {
        Trees.folder(directory);
        FileChannel channel =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return null;
        }
        return new Held(channel);
    }

    /** The directory, held. */
    record Held(FileChannel channel) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Removes what others left behind who were cut off: it holds personal data. Only for who holds the directory. */
    void tidy() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            for (Path left : all.filter(p -> p.getFileName().toString().startsWith(AT_WORK))
                    .toList()) {
                Trees.delete(left);
                LOG.info("Removed {}, which was cut off", left.getFileName());
            }
        }
    }

    /** Returns a name that no backup has. */
    String name(Instant time) {
        String name = "gallra-" + TIME.format(time);
        String free = name;
        for (int i = 2; Files.exists(directory.resolve(free)); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    /** Makes an empty folder to work in. */
    Path work(String name) throws IOException {
        return Trees.folder(directory.resolve(AT_WORK + name));
    }

    /** Gives a whole backup its name. */
    Path publish(Path work, String name) throws IOException {
        Trees.force(work);
        Path place = Files.move(work, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        Trees.force(directory);
        return place;
    }

    Path place(String name) {
        return directory.resolve(name);
    }

    /** Returns the manifests of all whole backups, the newest first. */
    List<Manifest> manifests() {
        List<Manifest> found = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try (Stream<Path> all = Files.list(directory)) {
            for (Path folder : all.filter(
                            p -> NAME.matcher(p.getFileName().toString()).matches())
                    .toList()) {
                try {
                    Manifest manifest = Manifest.read(folder);
                    if (manifest.name().equals(folder.getFileName().toString())) {
                        found.add(manifest);
                    }
                } catch (IOException e) {
                    LOG.debug("{} is no backup", folder);
                }
            }
        } catch (IOException e) {
            LOG.warn(
                    "The backups in {} cannot be read: {}",
                    directory,
                    e.getClass().getName());
        }
        found.sort(Comparator.comparing(Manifest::takenAt)
                .thenComparing(Manifest::name)
                .reversed());
        return found;
    }

    /** Removes all but the newest backups; returns how many went. */
    int prune(int keep) throws IOException {
        List<Manifest> all = manifests();
        List<Manifest> old = all.subList(Math.min(keep, all.size()), all.size());
        for (Manifest manifest : old) {
            // first the name, so that what is half removed is no backup either
            Path going = Files.move(
                    place(manifest.name()),
                    directory.resolve(AT_WORK + manifest.name()),
                    StandardCopyOption.ATOMIC_MOVE);
            Trees.delete(going);
        }
        return old.size();
    }

    /** Returns a manifest in the words of the API. */
    static Backup backup(Manifest manifest, @Nullable Drill last) {
        return new Backup(
                manifest.name(),
                manifest.takenAt(),
                manifest.database(),
                manifest.version(),
                manifest.ledger().entry(),
                manifest.ledger().head(),
                manifest.tables().size(),
                manifest.rows(),
                manifest.bytes(),
                last != null && last.backup().equals(manifest.name()) ? last : null);
    }

    /** Remembers the last drill. */
    void remember(Drill drill) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("backup", drill.backup()).put("at", drill.at().toString());
        json.put("method", drill.method().name()).put("passed", drill.passed());
        json.put("tables", drill.tables()).put("rows", drill.rows());
        ArrayNode differences = json.putArray("differences");
        drill.differences().forEach(differences::add);
        Trees.write(directory.resolve(LAST_DRILL), JSON.writeValueAsBytes(json));
    }

    /** Returns the last drill, or null. */
    @Nullable
    Drill lastDrill() {
        Path file = directory.resolve(LAST_DRILL);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            var json = JSON.readTree(file.toFile());
            List<String> differences = new ArrayList<>();
            json.path("differences").forEach(d -> differences.add(d.asText()));
            return new Drill(
                    json.path("backup").asText(),
                    Instant.parse(json.path("at").asText()),
                    Method.valueOf(json.path("method").asText()),
                    json.path("passed").asBoolean(),
                    json.path("tables").asInt(),
                    json.path("rows").asLong(),
                    differences);
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} cannot be read: {}", file, e.getClass().getName());
            return null;
        }
    }
}
