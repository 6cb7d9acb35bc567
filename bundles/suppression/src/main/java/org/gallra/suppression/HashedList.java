package org.gallra.suppression;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.suppression.Identifier;
import org.gallra.api.suppression.Readmission;
import org.gallra.api.suppression.SuppressionList;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hashes in the database, made with a key in a file. The file is read each time: a key that is lost while the server runs is
 * noticed at once, and one that is put back needs no restart.
 */
@Component(
        service = {SuppressionList.class, HashedList.class},
        configurationPid = "org.gallra.suppression")
public final class HashedList implements SuppressionList {

    private static final Logger LOG = LoggerFactory.getLogger(HashedList.class);

    private final Database database;
    private final AccessControl access;
    private final Clock clock;
    private final KeyFile file;

    /** Where the key lies. */
    public @interface Settings {
        /** Returns the file, outside of the database and of the ledger's directory, backed up apart from both. */
        String key() default "keys/suppression.key";
    }

    /** Waits for the tables. */
    @Activate
    public HashedList(
            Settings settings,
            @Reference Database database,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.suppression)") SchemaReady schema) {
        this(
                database,
                access,
                Clock.systemUTC(),
                Path.of(settings.key()).toAbsolutePath().normalize());
    }

    HashedList(Database database, AccessControl access, Clock clock, Path key) {
        this.database = database;
        this.access = access;
        this.clock = clock;
        this.file = new KeyFile(key);
    }

    /**
     * What the list can do now.
     *
     * @param hashes makes hashes; null if there is nothing to be made or nothing to make it with
     * @param problem what is wrong, or null
     */
    private record Opened(@Nullable Hashes hashes, @Nullable Text problem) {

        static final Opened NOTHING = new Opened(null, null);
    }

    /** Returns what the list can do; makes the key at the first use if somebody shall be added. */
    private Opened open(boolean adding) {
        ListSettings settings = settings();
        Long known = settings.knownBy();
        if (settings.reaction() == Reaction.OFF || (known == null && !adding)) {
            return Opened.NOTHING;
        }
        try {
            byte[] key = file.read();
            if (known == null) {
                return begin(key == null ? file.create() : key);
            }
            return key == null ? new Opened(null, KeyProblems.missing(file.path())) : judge(key, known);
        } catch (IOException e) {
            LOG.debug("The key could not be read or made", e);
            return new Opened(null, KeyProblems.unreadable(file.path()));
        }
    }

    private Opened begin(byte[] key) {
        long knownBy = new Hashes(key).knownBy();
        ListSettings now = database.inNewTransaction(connection -> {
            ListStore.know(connection, knownBy);
            return ListStore.settings(connection);
        });
        LOG.info("The key of the suppression list is in use: back up {} apart from the database", file.path());
        return judge(key, now.knownBy());
    }

    private Opened judge(byte[] key, @Nullable Long knownBy) {
        Hashes hashes = new Hashes(key);
        return Objects.equals(knownBy, hashes.knownBy())
                ? new Opened(hashes, null)
                : new Opened(null, KeyProblems.foreign(file.path()));
    }

    @Override
    public void requireReady() {
        ready();
    }

    private @Nullable Hashes ready() {
        Opened opened = open(true);
        if (opened.problem() != null) {
            throw KeyProblems.refused(opened.problem());
        }
        return opened.hashes();
    }

    @Override
    public Optional<Text> problem() {
        return Optional.ofNullable(open(false).problem());
    }

    @Override
    public Addition prepare(Collection<Identifier> erased, LocalDate day) {
        Hashes hashes = ready();
        if (hashes == null) {
            return connection -> {};
        }
        CompletableFuture<long[]> made = CompletableFuture.supplyAsync(() -> hashes.of(erased));
        return connection -> {
            long[] added = made.join();
            if (added.length > 0) {
                Entries.add(connection, database.kind(), added, day);
            }
        };
    }

    @Override
    public Set<Identifier> recognized(Collection<Identifier> entered, Collection<Identifier> own) {
        Hashes hashes = entered.isEmpty() ? null : open(false).hashes();
        if (hashes == null) {
            return Set.of();
        }
        long[] kept = hashes.of(own);
        Map<Identifier, Long> asked = new HashMap<>();
        for (Identifier identifier : entered) {
            Long hash = hashes.of(identifier);
            if (hash != null && Arrays.binarySearch(kept, hash) < 0) {
                asked.put(identifier, hash);
            }
        }
        Set<Long> found = database.read(connection -> Entries.find(connection, Set.copyOf(asked.values())));
        Set<Identifier> recognized = new HashSet<>(asked.keySet());
        recognized.removeIf(i -> !found.contains(asked.get(i)));
        return recognized;
    }

    @Override
    public void admit(Collection<Identifier> recognized, @Nullable Readmission reason) {
        Hashes hashes = recognized.isEmpty() ? null : open(false).hashes();
        if (hashes == null) {
            return;
        }
        Reaction reaction = settings().reaction();
        if (reason == null || reaction == Reaction.REFUSE) {
            throw KeyProblems.erased(reaction);
        }
        Caller caller = access.require(Permission.ADMINISTER);
        database.inTransaction(connection -> {
            ListStore.note(connection, new Admitted(today(), reason, caller.userName()));
            Entries.remove(
                    connection, Arrays.stream(hashes.of(recognized)).boxed().toList());
            return true;
        });
    }

    ListSettings settings() {
        return database.read(ListStore::settings);
    }

    Path keyFile() {
        return file.path();
    }

    /** Returns the day by which entries and readmissions are known. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Removes the entries that have been kept long enough, whatever is on or off; returns how many. */
    long expire() {
        return database.inNewTransaction(connection -> Entries.expire(
                connection, today().minusYears(ListStore.settings(connection).keptYears())));
    }
}
