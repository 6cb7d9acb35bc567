package org.gallra.api.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.gallra.api.GallraException;
import org.gallra.api.access.Permission;
import org.gallra.api.persistence.Database;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Backups of the database while it is in use, and drills that restore them where nobody looks (docs/operations.md). A backup holds
 * personal data: also of people who are erased later, whom the ledger erases again after a restore. All methods but {@link #condition}
 * need {@link Permission#ADMINISTER}. Thread-safe; backups and drills are made one at a time.
 */
@ProviderType
public interface BackupService {

    /**
     * A whole backup. Says nothing of anybody.
     *
     * @param name the name of its folder
     * @param takenAt when it was begun (UTC)
     * @param database which product it is of
     * @param version the version of Gallra that made it
     * @param ledgerEntry the number of the ledger's last entry before it was begun: later ones are done again after a restore
     * @param ledgerHead SHA-256 of that entry, in hex
     * @param tables how many tables it has
     * @param rows how many rows these have, at least
     * @param bytes how large its files are
     * @param drill the last drill with it, or null
     */
    @ProviderType
    record Backup(
            String name,
            Instant takenAt,
            Database.Kind database,
            String version,
            long ledgerEntry,
            String ledgerHead,
            int tables,
            long rows,
            long bytes,
            @Nullable Drill drill) {}

    /** How a drill looked at a backup. */
    @ProviderType
    enum Method {
        /** Restored into a database of its own, which was removed again. */
        RESTORED,
        /** Read from the first to the last row: the user of the database may not create another one. */
        READ
    }

    /**
     * What came of a drill.
     *
     * @param backup the name of the backup
     * @param at when it was done (UTC)
     * @param method how the backup was looked at
     * @param passed whether every table had as many rows as the backup says
     * @param tables how many tables were counted
     * @param rows how many rows were counted
     * @param differences names of tables whose rows are too few or too many, ordered; {@code *} if the backup cannot be read at all
     */
    @ProviderType
    record Drill(
            String backup, Instant at, Method method, boolean passed, int tables, long rows, List<String> differences) {

        /** Copies the list. */
        public Drill {
            differences = List.copyOf(differences);
        }
    }

    /**
     * What monitoring asks.
     *
     * @param scheduled whether backups are made by themselves, once a day
     * @param drillDays after how many days a drill is made by itself; 0 if never
     * @param lastBackup when the newest backup was begun (UTC), or null
     * @param lastDrill the last drill, whichever backup it was with, or null
     */
    @ProviderType
    record Condition(
            boolean scheduled,
            int drillDays,
            @Nullable Instant lastBackup,
            @Nullable Drill lastDrill) {}

    /** Returns the whole backups in the configured directory, the newest first. */
    List<Backup> list();

    /**
     * Makes a backup in the configured directory and returns when it is whole and on the disk.
     *
     * @throws GallraException {@code CONFLICT} while another backup or drill is made; {@code UNAVAILABLE} if it fails, with what to do
     */
    Backup create();

    /**
     * As {@link #create()}, in another directory; for whoever is at the server itself. It is made if it is missing.
     *
     * @param directory absolute
     */
    Backup create(Path directory);

    /**
     * Restores the newest backup of the configured directory into a scratch database, counts, and removes that again in any case.
     *
     * @throws GallraException {@code NOT_FOUND} without a backup; {@code CONFLICT} and {@code UNAVAILABLE} as {@link #create()}
     */
    Drill drill();

    /** Returns what monitoring asks. Needs no right. */
    Condition condition();
}
