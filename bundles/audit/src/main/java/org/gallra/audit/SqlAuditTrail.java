package org.gallra.audit;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditTrail;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Listing;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads the log in the database. */
@Component(service = {AuditTrail.class, SqlAuditTrail.class})
public final class SqlAuditTrail implements AuditTrail {

    private static final int MAX_YEARS = 30;

    private final Database database;
    private final AccessControl access;
    private final SqlAuditLog log;
    private final Chain chain;
    private final Clock clock = Clock.systemUTC();

    /** Takes the log. */
    @Activate
    public SqlAuditTrail(
            @Reference Database database,
            @Reference AccessControl access,
            @Reference SqlAuditLog log,
            @Reference Chain chain) {
        this.database = database;
        this.access = access;
        this.log = log;
        this.chain = chain;
    }

    @Override
    public Page<Entry> list(Query query) {
        access.require(Permission.ADMINISTER);
        Listing listing =
                new Listing("audit_entry", "t.happened_at", true, where(query), query.cursor(), query.limit());
        return database.read(connection -> listing.look(connection, database.kind(), Stored::read, Stored::id))
                .map(this::entry);
    }

    private static SqlFragment where(Query query) {
        SqlFragment where = SqlFragment.of("WHERE 1 = 1");
        if (query.from() != null) {
            where = where.append(" AND t.happened_at >= ?", query.from());
        }
        if (query.before() != null) {
            where = where.append(" AND t.happened_at < ?", query.before());
        }
        if (query.user() != null) {
            where = where.append(" AND t.user_name = ?", query.user());
        }
        if (query.kind() != null) {
            where = where.append(" AND t.kind = ?", query.kind().name());
        }
        if (query.act() != null) {
            where = where.append(" AND t.act = ?", query.act());
        }
        if (query.record() != null) {
            where = where.append(" AND t.record_id = ?", query.record());
        }
        return where;
    }

    private Entry entry(Stored stored) {
        return new Entry(
                stored.id(),
                stored.number(),
                stored.at(),
                stored.user(),
                stored.act(),
                stored.kind(),
                log.words().of(stored.act()),
                stored.type(),
                stored.record(),
                stored.countsByName(),
                stored.detailNames());
    }

    @Override
    public State state() {
        access.require(Permission.ADMINISTER);
        AuditStore.Head head = database.read(AuditStore::head);
        Chain.Verdict verdict = chain.verdict();
        return new State(
                head.version(),
                head.keptYears(),
                head.number() - head.baseNumber(),
                head.baseNumber() + 1,
                head.hash(),
                chain.problem(),
                verdict == null ? null : verdict.at(),
                head.changedBy(),
                head.changedAt());
    }

    @Override
    public State verify() {
        access.require(Permission.ADMINISTER);
        chain.verify();
        return state();
    }

    @Override
    public State change(long version, @Nullable Integer keptYears) {
        Caller caller = access.require(Permission.ADMINISTER);
        if (keptYears != null && (keptYears < 1 || keptYears > MAX_YEARS)) {
            throw GallraException.invalid(
                    "keptYears",
                    new Text(
                            "Ange 1 till " + MAX_YEARS + " år, eller inget för alltid.",
                            "Give 1 to " + MAX_YEARS + " years, or nothing for always."));
        }
        database.inTransaction(connection -> {
            if (!AuditStore.change(
                    connection,
                    version,
                    keptYears,
                    caller.userName(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS))) {
                throw new GallraException(
                        GallraException.Code.STALE,
                        new Text(
                                "Någon annan har ändrat inställningarna. Hämta dem igen och gör om ändringen.",
                                "Someone else has changed the settings. Fetch them again and repeat the change."));
            }
            log.record(AuditEntry.of(AuditActs.CHANGED).details("keptYears"));
            return true;
        });
        return state();
    }

    @Override
    public Optional<Text> problem() {
        return Optional.ofNullable(chain.problem());
    }

    /** Returns the public id of the newest entry of a user, by which addresses name the user; null if there is none. */
    @Nullable
    UUID newestOf(String userName) {
        access.require(Permission.ADMINISTER);
        return database
                .read(connection -> Rows.list(
                        connection,
                        SqlFragment.of(
                                "SELECT public_id FROM audit_entry WHERE user_name = ? ORDER BY happened_at DESC FETCH FIRST 1 ROWS ONLY",
                                userName),
                        row -> UUID.fromString(row.getString(1))))
                .stream()
                .findFirst()
                .orElse(null);
    }

    /** Returns the login name in an entry; null if there is no such entry, or nobody in it. */
    @Nullable
    String userOf(String entry) {
        access.require(Permission.ADMINISTER);
        return database
                .read(connection -> Rows.list(
                        connection,
                        SqlFragment.of("SELECT user_name FROM audit_entry WHERE public_id = ?", entry),
                        row -> Optional.ofNullable(row.getString(1))))
                .stream()
                .findFirst()
                .flatMap(user -> user)
                .orElse(null);
    }

    /** Takes down that the log is handed out. */
    void exported() {
        access.require(Permission.ADMINISTER);
        log.record(AuditEntry.of(AuditActs.EXPORTED));
    }

    /** Returns the words of all acts that the log has met, by code. */
    Map<String, Text> acts() {
        return log.words().all();
    }
}
