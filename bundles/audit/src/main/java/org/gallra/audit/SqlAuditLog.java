package org.gallra.audit;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.StorageException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes entries into the database; the {@link Chain} takes them up when they are committed. */
@Component(service = {AuditLog.class, SqlAuditLog.class})
public final class SqlAuditLog implements AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(SqlAuditLog.class);
    private static final int DETAILS = 4_000;

    private final Database database;
    private final AccessControl access;
    private final Chain chain;
    private final Words words;
    private final Clock clock;

    /** Waits for the tables. */
    @Activate
    public SqlAuditLog(
            @Reference Database database,
            @Reference AccessControl access,
            @Reference Chain chain,
            @Reference(target = "(gallra.schema=org.gallra.audit)") SchemaReady schema) {
        this(database, access, chain, Clock.systemUTC());
    }

    SqlAuditLog(Database database, AccessControl access, Chain chain, Clock clock) {
        this.database = database;
        this.access = access;
        this.chain = chain;
        this.words = new Words(database);
        this.clock = clock;
        for (AuditAct act : AuditActs.ALL) {
            words.learn(act);
        }
    }

    Words words() {
        return words;
    }

    @Override
    public void record(AuditEntry entry) {
        words.learn(entry.act());
        Stored stored = new Stored(
                0,
                UUID.randomUUID(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                entry.user() == null ? calling() : plain(entry.user()),
                entry.act().code(),
                entry.act().kind(),
                entry.type(),
                entry.record(),
                Stored.joined(counts(entry)),
                String.join(",", shortened(entry.details())),
                null,
                null);
        try {
            database.inTransaction(connection -> {
                AuditStore.insert(connection, stored);
                return true;
            });
        } catch (StorageException e) {
            LOG.warn(
                    "An audit entry of {} could not be written: SQL state {}",
                    entry.act().code(),
                    e.sqlState());
            throw new GallraException(
                    GallraException.Code.UNAVAILABLE,
                    new Text(
                            "Granskningsloggen kan inte skrivas, så inget gjordes. Försök igen om en stund.",
                            "The audit log cannot be written, so nothing was done. Try again in a moment."),
                    List.of(),
                    e);
        }
        chain.soon();
    }

    /** Returns who calls; {@link Caller#SYSTEM} if nobody does. */
    private @Nullable String calling() {
        try {
            return plain(access.caller().userName());
        } catch (GallraException e) {
            return Caller.SYSTEM.userName();
        }
    }

    /** A name is none unless it can be one: what it stands between must not be found in it. Rules call under a name with a blank. */
    private static @Nullable String plain(String user) {
        String name = user.matches("rule [0-9a-f-]{36}") ? user.replace(' ', '-') : user;
        return name.matches("[a-z0-9][a-z0-9._@-]{0,63}") ? name : null;
    }

    /** Returns the counts, and how many details found no room. */
    private static TreeMap<String, Long> counts(AuditEntry entry) {
        TreeMap<String, Long> counts = new TreeMap<>(entry.counts());
        int left = entry.details().size() - shortened(entry.details()).size();
        if (left > 0) {
            counts.put("detailsLeftOut", (long) left);
        }
        return counts;
    }

    private static List<String> shortened(List<String> details) {
        List<String> kept = new ArrayList<>();
        int length = 0;
        for (String detail : details) {
            length += detail.length() + 1;
            if (length > DETAILS) {
                break;
            }
            kept.add(detail);
        }
        return kept;
    }
}
