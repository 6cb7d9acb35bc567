package org.gallra.hold;

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
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactDirectory.Ref;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Listing;
import org.gallra.api.persistence.RowLock;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.rest.Input;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Legal holds. System administrators place, change and lift them; whoever may read sees that somebody is held and why. A
 * hold that has ended, by its day or by hand, is history and is not changed any more.
 */
@Component(service = HoldService.class)
public final class HoldService {

    private static final int SHOWN = 50;

    private final JpaTemplate jpa;
    private final Database database;
    private final ContactDirectory directory;
    private final AccessControl access;
    private final Clock clock;

    /** Set by the framework before anybody calls; tests without one write nothing. */
    @Reference
    AuditLog audit = AuditLog.NONE;

    /** Waits for the tables. */
    @Activate
    public HoldService(
            @Reference(target = "(osgi.unit.name=org.gallra.hold)") JpaTemplate jpa,
            @Reference Database database,
            @Reference ContactDirectory directory,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.hold)") SchemaReady schema) {
        this(jpa, database, directory, access, Clock.systemUTC());
    }

    HoldService(JpaTemplate jpa, Database database, ContactDirectory directory, AccessControl access, Clock clock) {
        this.jpa = jpa;
        this.database = database;
        this.directory = directory;
        this.access = access;
        this.clock = clock;
    }

    /** Returns the condition that a hold, with the alias {@code t}, holds at a time. */
    static SqlFragment holds(Instant now) {
        return SqlFragment.of("t.lifted_at IS NULL AND (t.held_until IS NULL OR t.held_until >= ?)", now);
    }

    /** Places a hold; an anonymized contact has nothing left to hold and refuses with {@code CONFLICT}. */
    Hold place(HoldDraft draft) {
        Caller caller = access.require(Permission.ADMINISTER);
        HoldTerms terms = draft.clean(now());
        return database.inTransaction(connection -> {
            // locks the contact: an erasure that has begun ends first, one that waits is held up
            Long contact = draft.contact() == null ? null : directory.contactKeyForPreserving(draft.contact());
            Long company = draft.company() == null ? null : directory.companyKey(draft.company());
            HoldEntity entity = HoldEntity.place(contact, company, terms, caller.userName(), now());
            jpa.tx(TransactionType.Required, em -> {
                em.persist(entity);
                em.flush();
            });
            audit.record(
                    AuditEntry.of(HoldActs.PLACED).on("hold", entity.publicId).details(String.valueOf(terms.ground())));
            return find(connection, UUID.fromString(entity.publicId));
        });
    }

    /** Returns a hold. */
    Hold get(UUID id) {
        access.require(Permission.READ);
        return database.read(connection -> find(connection, id));
    }

    /** Replaces ground, reason and last day of a hold that holds, if it still has the version. */
    Hold change(UUID id, long version, HoldTerms terms) {
        access.require(Permission.ADMINISTER);
        Input input = new Input();
        HoldTerms clean = terms.clean(input, now());
        input.check();
        return act(HoldActs.CHANGED, id, version, entity -> entity.write(clean));
    }

    /** Lifts a hold that holds, if it still has the version; it stays as history. */
    Hold lift(UUID id, long version) {
        Caller caller = access.require(Permission.ADMINISTER);
        return act(HoldActs.LIFTED, id, version, entity -> entity.lift(caller.userName(), now()));
    }

    private Hold act(AuditAct act, UUID id, long version, Consumer<HoldEntity> change) {
        return database.inTransaction(connection -> {
            RowLock.lock(database, connection, "legal_hold", id, version, HoldService::unknown);
            if (row(connection, id).state(now()) != Hold.State.ACTIVE) {
                throw GallraException.conflict(new Text(
                        "Stoppet har redan upphört. Lägg ett nytt om det behövs.",
                        "The hold has ended already. Place a new one if it is needed."));
            }
            jpa.tx(TransactionType.Required, em -> {
                change.accept(em.createQuery("SELECT e FROM HoldEntity e WHERE e.publicId = :id", HoldEntity.class)
                        .setParameter("id", id.toString())
                        .getSingleResult());
                em.flush();
            });
            audit.record(AuditEntry.of(act).on("hold", id));
            return find(connection, id);
        });
    }

    /** Returns one page. */
    Page<Hold> list(HoldQuery query) {
        access.require(Permission.READ);
        Listing listing = new Listing("legal_hold", "t.placed_at", true, where(query), query.cursor(), query.limit());
        return database.inTransaction(connection -> {
            Page<HoldRow> page = listing.read(connection, HoldRow::read, HoldRow::id);
            return new Page<>(named(page.items()), page.next(), page.total(), page.totalCapped());
        });
    }

    private SqlFragment where(HoldQuery query) {
        SqlFragment where = SqlFragment.of("WHERE 1 = 1");
        if (query.contact() != null) {
            where = where.append(" AND t.contact_id = ?", directory.contactKey(query.contact()));
        }
        if (query.company() != null) {
            where = where.append(" AND t.company_id = ?", directory.companyKey(query.company()));
        }
        if (query.active() != null) {
            where = where.append(query.active() ? " AND " : " AND NOT (").append(holds(now()));
            where = query.active() ? where : where.append(")");
        }
        return where;
    }

    /** Returns what holds a contact, its company's holds included, or a company; at most fifty, the newest first. */
    List<Hold> holding(@Nullable ContactId contact, @Nullable CompanyId company) {
        access.require(Permission.READ);
        return database.inTransaction(connection -> {
            Long person = contact == null ? null : directory.contactKey(contact);
            Long firm = person != null
                    ? directory.companyKeyOfContact(person)
                    : company == null ? null : directory.companyKey(company);
            SqlFragment where = SqlFragment.of(
                            "WHERE (t.contact_id = ? OR t.company_id = ?) AND ", none(person), none(firm))
                    .append(holds(now()));
            return named(new Listing("legal_hold", "t.placed_at", true, where, null, SHOWN)
                    .read(connection, HoldRow::read, HoldRow::id)
                    .items());
        });
    }

    /** Tells whether a contact is anonymized, so that there is nothing left to hold; a restricted one can be held. */
    boolean nothingLeft(@Nullable ContactId contact) {
        access.require(Permission.READ);
        if (contact == null) {
            return false;
        }
        long key = directory.contactKey(contact);
        Ref ref = directory.contacts(List.of(key)).get(key);
        return ref == null || ref.anonymized();
    }

    /** Returns a key, or one that nobody has. */
    private static long none(@Nullable Long key) {
        return key == null ? -1 : key;
    }

    private Hold find(Connection connection, UUID id) throws SQLException {
        return named(List.of(row(connection, id))).get(0);
    }

    private static HoldRow row(Connection connection, UUID id) throws SQLException {
        List<HoldRow> found = Rows.list(
                connection,
                SqlFragment.of("SELECT t.* FROM legal_hold t WHERE t.public_id = ?", id.toString()),
                HoldRow::read);
        if (found.isEmpty()) {
            throw unknown();
        }
        return found.get(0);
    }

    private List<Hold> named(List<HoldRow> rows) {
        boolean all = access.caller().may(Permission.ADMINISTER);
        Instant now = now();
        Map<Long, Ref> contacts = directory.contacts(
                rows.stream().map(HoldRow::contact).filter(Objects::nonNull).toList());
        Map<Long, Ref> companies = directory.companies(
                rows.stream().map(HoldRow::company).filter(Objects::nonNull).toList());
        return rows.stream().map(r -> r.named(contacts, companies, now, all)).toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static GallraException unknown() {
        return GallraException.notFound(new Text(
                "Stoppet finns inte (längre). Sök fram det på nytt.",
                "There is no such hold (any more). Look it up again."));
    }
}
