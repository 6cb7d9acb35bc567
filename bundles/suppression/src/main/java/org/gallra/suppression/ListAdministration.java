package org.gallra.suppression;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.persistence.Database;
import org.gallra.api.rest.Input;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What system administrators see of the list and do with it. Nobody sees who is on it. */
@Component(service = ListAdministration.class)
public final class ListAdministration {

    private static final Logger LOG = LoggerFactory.getLogger(ListAdministration.class);
    private static final int MAX_YEARS = 20;
    private static final int SHOWN = 200;

    private final HashedList list;
    private final Database database;
    private final AccessControl access;
    private final Clock clock = Clock.systemUTC();

    /** Set by the framework before anybody calls; tests without one write nothing. */
    @Reference
    AuditLog audit = AuditLog.NONE;

    /** Takes the list. */
    @Activate
    public ListAdministration(
            @Reference HashedList list, @Reference Database database, @Reference AccessControl access) {
        this.list = list;
        this.database = database;
        this.access = access;
    }

    /**
     * The list at one moment.
     *
     * @param version of the settings; the ETag
     * @param reaction what happens when somebody is recognized
     * @param keptYears how many years an entry is kept
     * @param entries how many entries there are
     * @param problem why the list is of no use now, or null
     * @param keyFile where the key lies
     * @param changedBy who changed the settings last, or null
     * @param changedAt when (UTC), or null
     */
    public record State(
            long version,
            Reaction reaction,
            int keptYears,
            long entries,
            @Nullable Text problem,
            String keyFile,
            @Nullable String changedBy,
            @Nullable Instant changedAt) {}

    /**
     * Settings as somebody wants them.
     *
     * @param reaction needed
     * @param keptYears 1 to 20; needed
     */
    public record Wanted(
            @Nullable Reaction reaction, @Nullable Integer keptYears) {}

    /** Returns the list's state. Needs {@link Permission#ADMINISTER}, as everything here. */
    State state() {
        access.require(Permission.ADMINISTER);
        ListSettings settings = list.settings();
        return new State(
                settings.version(),
                settings.reaction(),
                settings.keptYears(),
                database.read(Entries::count),
                list.problem().orElse(null),
                list.keyFile().toString(),
                settings.changedBy(),
                settings.changedAt());
    }

    /** Changes the settings if they still have the version. */
    State change(long version, Wanted wanted) {
        Caller caller = access.require(Permission.ADMINISTER);
        Input input = new Input();
        input.require("reaction", wanted.reaction());
        input.require("keptYears", wanted.keptYears());
        Integer years = wanted.keptYears();
        if (years != null && (years < 1 || years > MAX_YEARS)) {
            input.refuse(
                    "keptYears", new Text("Ange 1 till " + MAX_YEARS + " år.", "Give 1 to " + MAX_YEARS + " years."));
        }
        input.check();
        Reaction reaction = wanted.reaction();
        if (reaction != null && years != null) {
            boolean changed = database.inTransaction(connection -> {
                boolean mine = ListStore.change(
                        connection,
                        version,
                        reaction,
                        years,
                        caller.userName(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
                if (mine) {
                    audit.record(AuditEntry.of(ListActs.CHANGED)
                            .count("keptYears", years)
                            .details("reaction." + reaction));
                }
                return mine;
            });
            if (!changed) {
                throw new GallraException(
                        GallraException.Code.STALE,
                        new Text(
                                "Någon annan har ändrat inställningarna. Hämta dem igen och gör om ändringen.",
                                "Someone else has changed the settings. Fetch them again and repeat the change."));
            }
        }
        return state();
    }

    /** Removes all entries for good. Whoever was erased before is recognized no more; the next one is, by a key that is there. */
    State empty() {
        access.require(Permission.ADMINISTER);
        database.inTransaction(connection -> {
            audit.record(AuditEntry.of(ListActs.EMPTIED));
            ListStore.empty(connection);
            return true;
        });
        LOG.warn("The suppression list was emptied");
        return state();
    }

    /** Returns the readmissions, the newest first, at most 200. */
    List<Admitted> admitted() {
        access.require(Permission.ADMINISTER);
        return database.read(connection -> ListStore.admitted(connection, SHOWN));
    }
}
