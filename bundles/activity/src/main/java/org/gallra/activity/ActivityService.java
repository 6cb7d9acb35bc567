package org.gallra.activity;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.aries.jpa.template.JpaTemplate;
import org.apache.aries.jpa.template.TransactionType;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactDirectory.Link;
import org.gallra.api.contact.ContactDirectory.Ref;
import org.gallra.api.freefield.FreeFields;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Listing;
import org.gallra.api.persistence.RowLock;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.rest.Keyset;
import org.gallra.api.search.RecordSearch;
import org.gallra.api.search.SearchWords;
import org.gallra.api.ui.UiSearch;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Activities: single ones through JPA, lists through one statement. Each change is one transaction. */
@Component(service = ActivityService.class)
public final class ActivityService {

    private static final RecordSearch SEARCH = new RecordSearch("activity", "t.created_at", "t.company_id");

    private static final SqlFragment ALL = SqlFragment.of("WHERE 1 = 1");

    private final JpaTemplate jpa;
    private final Database database;
    private final ContactDirectory directory;
    private final AccessControl access;
    private final Clock clock = Clock.systemUTC();

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFields fields;

    /** Waits for the tables. */
    @Activate
    public ActivityService(
            @Reference(target = "(osgi.unit.name=org.gallra.activity)") JpaTemplate jpa,
            @Reference Database database,
            @Reference ContactDirectory directory,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.activity)") SchemaReady schema) {
        this.jpa = jpa;
        this.database = database;
        this.directory = directory;
        this.access = access;
    }

    /** Creates an activity; an anonymized contact refuses it with {@code CONFLICT}. */
    Activity create(ActivityDraft draft) {
        Caller caller = access.require(Permission.WRITE);
        Instant now = now();
        ActivityDraft clean = draft.clean(now);
        return database.inTransaction(connection -> {
            Link link = directory.linkForWriting(clean.contact(), clean.company());
            ActivityEntity entity = ActivityEntity.create(now);
            entity.write(clean, link, caller.userName(), now);
            jpa.tx(TransactionType.Required, em -> {
                em.persist(entity);
                em.flush();
            });
            FreeFields.write(fields, ActivityFields.OWNER, entity.id, true, clean.freeFields());
            return find(connection, entity.publicId);
        });
    }

    /** Returns an activity. */
    Activity get(UUID id) {
        access.require(Permission.READ);
        return database.read(connection -> find(connection, id));
    }

    /** Replaces all values of an activity if it still has the version. */
    Activity update(UUID id, long version, ActivityDraft draft) {
        Caller caller = access.require(Permission.WRITE);
        Instant now = now();
        ActivityDraft clean = draft.clean(now);
        return database.inTransaction(connection -> {
            Link link = directory.linkForWriting(clean.contact(), clean.company());
            lock(connection, id, version);
            change(id, e -> e.write(clean, link, caller.userName(), now));
            FreeFields.write(fields, ActivityFields.OWNER, row(connection, id).key(), false, clean.freeFields());
            return find(connection, id);
        });
    }

    /** Says that an activity is done, now; one that was done already stays as it is. */
    Activity done(UUID id) {
        return done(id, null);
    }

    /** Says the same if the activity still has the version; without one, whatever it has. */
    Activity done(UUID id, @Nullable Long version) {
        access.require(Permission.WRITE);
        return database.inTransaction(connection -> {
            if (lock(connection, id, version).doneAt() == null) {
                change(id, e -> e.done(now()));
            }
            return find(connection, id);
        });
    }

    /** Deletes an activity if it still has the version. */
    void delete(UUID id, long version) {
        access.require(Permission.WRITE);
        database.inTransaction(connection -> {
            lock(connection, id, version);
            jpa.tx(TransactionType.Required, em -> {
                em.createQuery("DELETE FROM ActivityEntity a WHERE a.publicId = :id")
                        .setParameter("id", id)
                        .executeUpdate();
            });
            return id;
        });
    }

    /** Returns the latest activities each of whose words stands in the title or in the company's name; without what the caller does not meet. */
    List<Activity> find(String words, int most) {
        access.require(Permission.READ);
        return named(SEARCH.find(database, directory, words, met(), most, ActivityRow::read));
    }

    /** Returns how many there are, up to the limit of {@link UiSearch#COUNTED} and one more. */
    long count(String words) {
        access.require(Permission.READ);
        return SEARCH.count(database, directory, words, met(), UiSearch.COUNTED + 1);
    }

    /** Without what the caller does not meet. */
    private SqlFragment met() {
        return SqlFragment.of(" AND NOT (")
                .append(directory.hidden("t.contact_id"))
                .append(")");
    }

    /** Returns one page. */
    Page<Activity> list(ActivityQuery query) {
        access.require(Permission.READ);
        Listing listing = new Listing(
                "activity", query.sort().sql, query.descending(), where(query), query.cursor(), query.limit());
        return database.inTransaction(connection -> {
            SearchWords.planned(connection, database.kind(), query.words());
            Page<ActivityRow> page = listing.read(connection, ActivityRow::read, ActivityRow::id);
            return new Page<>(named(page.items()), page.next(), page.total(), page.totalCapped());
        });
    }

    /**
     * Returns one page of what is to be done, or was. Nothing is counted; what a contact has whom the caller does not meet is left out
     * of its page.
     */
    Page<Activity> work(WorkQuery query) {
        access.require(Permission.READ);
        SqlFragment words = SEARCH.condition(database, directory, query.words());
        Database.Work<Page<Activity>> work = connection -> {
            Page<ActivityRow> page = query.words() == null
                    ? rows(connection, query)
                    : look(
                            connection,
                            query,
                            query.rest(query.open() ? query.months() : ALL).append(words));
            return new Page<>(named(page.items()), page.next(), page.total(), page.totalCapped());
        };
        return RecordSearch.planned(database, query.words(), work);
    }

    /** What is open is sought in the first month that has any, and only if that does not fill the page in all of them. */
    private Page<ActivityRow> rows(Connection connection, WorkQuery query) throws SQLException {
        if (!query.open()) {
            return look(connection, query, query.rest(ALL));
        }
        String isolation = database.kind() == Database.Kind.DERBY ? " WITH UR" : "";
        SqlFragment first = query.cursor() == null
                ? SqlFragment.of("SELECT MIN(t.open_month) FROM activity t ").append(query.whose(query.months()))
                : SqlFragment.of(
                        "SELECT t.open_month FROM activity t WHERE t.public_id = ?",
                        Keyset.read(query.show().sort.sql + "+", query.cursor()).toString());
        for (Long month : Rows.list(connection, first.append(isolation), row -> row.getLong(1))) {
            Page<ActivityRow> page =
                    look(connection, query, query.rest(SqlFragment.of("WHERE t.open_month = ?", month)));
            if (page.next() != null) {
                return page;
            }
        }
        return look(connection, query, query.rest(query.months()));
    }

    private Page<ActivityRow> look(Connection connection, WorkQuery query, SqlFragment where) throws SQLException {
        WorkQuery.Show show = query.show();
        return new Listing("activity", show.sort.sql, show.descending, where, query.cursor(), query.limit())
                .look(connection, database.kind(), ActivityRow::read, ActivityRow::id);
    }

    private SqlFragment where(ActivityQuery query) {
        SqlFragment where = SqlFragment.of("WHERE 1 = 1");
        if (query.contact() != null) {
            where = where.append(" AND t.contact_id = ?", directory.contactKey(query.contact()));
        }
        if (query.company() != null) {
            where = where.append(" AND t.company_id = ?", directory.companyKey(query.company()));
        }
        if (query.type() != null) {
            where = where.append(" AND t.kind = ?", query.type().name());
        }
        if (query.done() != null) {
            where = where.append(query.done() ? " AND t.done_at IS NOT NULL" : " AND t.done_at IS NULL");
        }
        if (query.owner() != null) {
            where = where.append(" AND t.owner = ?", query.owner());
        }
        return where.append(SEARCH.condition(database, directory, query.words()));
    }

    private Activity find(Connection connection, UUID id) throws SQLException {
        return named(List.of(row(connection, id))).stream().findFirst().orElseThrow(ActivityService::unknown);
    }

    private static ActivityRow row(Connection connection, UUID id) throws SQLException {
        List<ActivityRow> found = Rows.list(
                connection,
                SqlFragment.of(ActivityRow.SELECT + " WHERE t.public_id = ?", id.toString()),
                ActivityRow::read);
        if (found.isEmpty()) {
            throw unknown();
        }
        return found.get(0);
    }

    /** Returns the rows with the names of whom they concern; without those of a contact whom the caller does not meet (GDPR article 18). */
    private List<Activity> named(List<ActivityRow> rows) {
        Map<Long, Ref> contacts = directory.contacts(
                rows.stream().map(ActivityRow::contact).filter(Objects::nonNull).toList());
        Map<Long, Ref> companies = directory.companies(
                rows.stream().map(ActivityRow::company).filter(Objects::nonNull).toList());
        Map<Long, Map<String, Object>> values = FreeFields.values(
                fields,
                ActivityFields.OWNER,
                rows.stream().map(ActivityRow::key).toList());
        return rows.stream()
                .filter(r -> r.contact() == null || contacts.containsKey(r.contact()))
                .map(r -> r.named(contacts, companies, values))
                .toList();
    }

    private void change(UUID id, Consumer<ActivityEntity> change) {
        jpa.tx(TransactionType.Required, em -> {
            change.accept(em.createQuery("SELECT a FROM ActivityEntity a WHERE a.publicId = :id", ActivityEntity.class)
                    .setParameter("id", id)
                    .getSingleResult());
            em.flush();
        });
    }

    /**
     * Locks the contact, so that it is not erased meanwhile, then the activity: the order in which erasures lock. Refuses a
     * contact that is anonymized and an activity with another version.
     */
    private ActivityRow lock(Connection connection, UUID id, @Nullable Long version) throws SQLException {
        directory.lockForWriting(row(connection, id).contact());
        RowLock.lock(database, connection, "activity", id, version, ActivityService::unknown);
        return row(connection, id);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static GallraException unknown() {
        return GallraException.notFound(new Text(
                "Aktiviteten finns inte (längre). Sök fram den på nytt.",
                "There is no such activity (any more). Look it up again."));
    }
}
