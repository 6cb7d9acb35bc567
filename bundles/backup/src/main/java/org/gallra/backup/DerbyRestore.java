package org.gallra.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.gallra.backup.Restore.Refusal;
import org.jspecify.annotations.Nullable;

/** Puts a copy of the files in the place of an embedded database: beside it first, then by two renamings. */
final class DerbyRestore {

    private final Target target;
    private final Path etc;
    private final Map<String, String> environment;

    DerbyRestore(Target target, Path etc, Map<String, String> environment) {
        this.target = target;
        this.etc = etc;
        this.environment = environment;
    }

    /** Returns where the replaced database lies now; null if there was none. */
    @Nullable
    Path restore(Path backup, String stamp) throws IOException, Refusal {
        Path place = Path.of(target.place()).toAbsolutePath().normalize();
        key();
        running(place);
        Path coming = place.resolveSibling(place.getFileName() + "-restoring");
        Trees.delete(coming);
        Path parent = place.getParent();
        if (parent != null) {
            Trees.folder(parent);
        }
        try {
            Trees.copy(backup.resolve(Manifest.DATABASE).resolve(DerbyProduct.FOLDER), coming);
            Trees.seal(coming);
        } catch (IOException e) {
            Trees.delete(coming);
            throw e;
        }
        Path replaced = null;
        if (Files.exists(place)) {
            replaced = place.resolveSibling(place.getFileName() + "-replaced-" + stamp);
            Files.move(place, replaced, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(coming, place, StandardCopyOption.ATOMIC_MOVE);
        if (parent != null) {
            Trees.force(parent);
        }
        return replaced;
    }

    /** The start would make another key, by which nothing can be read. */
    private void key() throws Refusal {
        boolean encrypted = target.attributes().contains("dataEncryption=true");
        Path secret = etc.resolve("derby.secret");
        if (encrypted
                && environment.getOrDefault("GALLRA_DERBY_SECRET", "").isEmpty()
                && !Files.isRegularFile(secret)) {
            throw new Refusal("The key of the database is missing: put " + secret
                    + " back first, as it was when the backup" + " was made.");
        }
    }

    /** Another program may have the files open without being a server of ours. */
    private static void running(Path place) throws IOException, Refusal {
        Path lock = place.resolve("dbex.lck");
        if (!Files.isRegularFile(lock)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            FileLock held = channel.tryLock();
            if (held == null) {
                throw new Refusal("The database in " + place + " is in use. Stop the server first.");
            }
        }
    }
}
