package org.gallra.limits;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.aries.jpa.template.JpaTemplate;
import org.apache.aries.jpa.template.TransactionType;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactDirectory.Ref;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactRestrictions;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Listing;
import org.gallra.api.persistence.RowLock;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.request.SubjectRequests;
import org.gallra.api.rest.Input;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Restrictions and objections. System administrators restrict and lift; whoever may write notes that somebody objects to direct
 * marketing, for that has to be respected at once. What is lifted is history and is not changed any more.
 */
@Component(service = LimitService.class)
public final class LimitService {

    private static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");

    /** The condition that a limit, with the alias {@code t}, is in force. */
    static final String ACTIVE = "t.lifted_at IS NULL";

    private final JpaTemplate jpa;
    private final Database database;
    private final ContactDirectory directory;
    private final ContactRestrictions restrictions;
    private final AccessControl access;
    private final Clock clock;

    /** Optional: without it no number of a request is taken. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable SubjectRequests requests;

    /** Set by the framework before anybody calls; tests without one write nothing. */
    @Reference
    AuditLog audit = AuditLog.NONE;

    /** Waits for the tables. */
    @Activate
    public LimitService(
            @Reference(target = "(osgi.unit.name=org.gallra.limits)") JpaTemplate jpa,
            @Reference Database database,
            @Reference ContactDirectory directory,
            @Reference ContactRestrictions restrictions,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.limits)") SchemaReady schema) {
        this(jpa, database, directory, restrictions, access, Clock.systemUTC());
    }

    LimitService(
            JpaTemplate jpa,
            Database database,
            ContactDirectory directory,
            ContactRestrictions restrictions,
            AccessControl access,
            Clock clock) {
        this.jpa = jpa;
        this.database = database;
        this.directory = directory;
        this.restrictions = restrictions;
        this.access = access;
        this.clock = clock;
    }

    /** Sets a limit; an anonymized contact has nothing left to limit and refuses with {@code CONFLICT}. */
    Limit place(LimitDraft draft) {
        boolean restricts = draft.ground() == null || draft.ground().restricts();
        Caller caller = access.require(restricts ? Permission.ADMINISTER : Permission.WRITE);
        LimitDraft clean = draft.clean(today());
        ContactId contact = Objects.requireNonNull(clean.contact());
        if (clean.request() != null) {
            require(clean.request(), contact);
        }
        return database.inTransaction(connection -> {
            // locks the contact: an erasure that has begun ends first
            long key = Input.reference("contact", () -> directory.contactKeyForPreserving(contact));
            if (inForce(connection, key, Objects.requireNonNull(clean.ground()))) {
                throw GallraException.conflict(new Text(
                        "Det gäller redan en sådan begränsning eller invändning.",
                        "Such a restriction or objection is in force already."));
            }
            LimitEntity entity = LimitEntity.place(key, clean, caller.userName(), now());
            jpa.tx(TransactionType.Required, em -> {
                em.persist(entity);
                em.flush();
            });
            mark(entity.publicId, restricts);
            audit.record(AuditEntry.of(LimitActs.PLACED)
                    .on("limit", entity.publicId)
                    .details(String.valueOf(clean.ground())));
            return find(connection, UUID.fromString(entity.publicId));
        });
    }

    private void require(String number, ContactId contact) {
        SubjectRequests register = requests;
        if (register == null) {
            throw GallraException.invalid(
                    "request",
                    new Text("Registret över begäranden är inte igång.", "The request register does not run."));
        }
        register.require(number, List.of(contact));
    }

    private void mark(String id, boolean restricts) {
        SqlFragment contact = SqlFragment.of("SELECT t.contact_id FROM contact_limit t WHERE t.public_id = ?", id);
        if (restricts) {
            restrictions.restrict(cause(id), contact);
        } else {
            restrictions.optOut(cause(id), contact);
        }
    }

    private static String cause(String id) {
        return "limit:" + id;
    }

    private static boolean inForce(Connection connection, long contact, LimitGround ground) throws SQLException {
        return Rows.number(
                        connection,
                        SqlFragment.of(
                                "SELECT COUNT(*) FROM contact_limit t WHERE t.contact_id = ? AND t.ground = ? AND "
                                        + ACTIVE,
                                contact,
                                ground.name()))
                > 0;
    }

    /** Returns a limit. */
    Limit get(UUID id) {
        access.require(Permission.READ);
        return database.read(connection -> find(connection, id));
    }

    /**
     * Lifts a limit that is in force, if it still has the version; the person has to be told before a restriction is lifted (GDPR
     * article 18(3)).
     *
     * @param reason why, and that the person was told; needed
     */
    Limit lift(UUID id, long version, @Nullable String reason) {
        Caller caller = access.require(Permission.ADMINISTER);
        Input input = new Input();
        String why = input.lines("reason", reason, 2000);
        input.require("reason", why);
        input.check();
        return database.inTransaction(connection -> {
            RowLock.lock(database, connection, "contact_limit", id, version, LimitService::unknown);
            if (!find(connection, id).active()) {
                throw GallraException.conflict(new Text("Den är redan hävd.", "It is lifted already."));
            }
            jpa.tx(TransactionType.Required, em -> {
                em.createQuery("SELECT e FROM LimitEntity e WHERE e.publicId = :id", LimitEntity.class)
                        .setParameter("id", id.toString())
                        .getSingleResult()
                        .lift(why, caller.userName(), now());
                em.flush();
            });
            restrictions.release(cause(id.toString()));
            audit.record(AuditEntry.of(LimitActs.LIFTED).on("limit", id));
            return find(connection, id);
        });
    }

    /** Returns one page; those of contacts whom the caller does not meet are left out. */
    Page<Limit> list(LimitQuery query) {
        access.require(Permission.READ);
        SqlFragment where = SqlFragment.of("WHERE 1 = 1");
        if (query.contact() != null) {
            where = where.append(" AND t.contact_id = ?", directory.contactKey(query.contact()));
        }
        if (query.active() != null) {
            where = where.append(query.active() ? " AND " + ACTIVE : " AND t.lifted_at IS NOT NULL");
        }
        if (query.restricts() != null) {
            where = where.append(
                    query.restricts() ? " AND t.ground <> ?" : " AND t.ground = ?", LimitGround.MARKETING.name());
        }
        if (!access.caller().may(Permission.ADMINISTER)) {
            // a restricted contact is nowhere for anybody else, and neither is what limits it
            where = where.append(
                    " AND NOT EXISTS (SELECT 1 FROM contact_limit r WHERE r.contact_id = t.contact_id AND"
                            + " r.lifted_at IS NULL AND r.ground <> ?)",
                    LimitGround.MARKETING.name());
        }
        Listing listing = new Listing("contact_limit", "t.placed_at", true, where, query.cursor(), query.limit());
        return database.inTransaction(connection -> {
            Page<LimitRow> page = listing.read(connection, LimitRow::read, LimitRow::id);
            return new Page<>(named(page.items()), page.next(), page.total(), page.totalCapped());
        });
    }

    /** Returns the ids of those of these contacts who object to direct marketing; at most 200. */
    Set<UUID> objecting(Collection<UUID> contacts) {
        access.require(Permission.READ);
        Map<ContactId, Long> keys =
                directory.contactKeys(contacts.stream().map(ContactId::new).toList());
        if (keys.isEmpty()) {
            return Set.of();
        }
        List<@Nullable Object> values = new ArrayList<>(keys.values());
        String marks = String.join(",", Collections.nCopies(values.size(), "?"));
        Set<Long> found = database.read(connection -> new HashSet<>(Rows.list(
                connection,
                new SqlFragment(
                                "SELECT t.contact_id FROM contact_limit t WHERE t.contact_id IN (" + marks + ") AND "
                                        + ACTIVE,
                                values)
                        .append(" AND t.ground = ?", LimitGround.MARKETING.name()),
                row -> row.getLong(1))));
        Set<UUID> objecting = new HashSet<>();
        keys.forEach((id, key) -> {
            if (found.contains(key)) {
                objecting.add(id.value());
            }
        });
        return objecting;
    }

    /** Tells whether a contact is anonymized, so that there is nothing left to limit; a restricted one can be limited and freed. */
    boolean nothingLeft(ContactId contact) {
        access.require(Permission.READ);
        long key = directory.contactKey(contact);
        Ref ref = directory.contacts(List.of(key)).get(key);
        return ref == null || ref.anonymized();
    }

    private Limit find(Connection connection, UUID id) throws SQLException {
        List<LimitRow> found = Rows.list(
                connection,
                SqlFragment.of("SELECT t.* FROM contact_limit t WHERE t.public_id = ?", id.toString()),
                LimitRow::read);
        if (found.isEmpty()) {
            throw unknown();
        }
        Limit limit = named(found).get(0);
        if (limit.contact() == null) {
            throw unknown(); // the contact is restricted and not there for the caller
        }
        return limit;
    }

    private List<Limit> named(List<LimitRow> rows) {
        Map<Long, Ref> contacts =
                directory.contacts(rows.stream().map(LimitRow::contact).toList());
        return rows.stream().map(r -> r.named(contacts)).toList();
    }

    /** Returns the day in Sweden. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static GallraException unknown() {
        return GallraException.notFound(new Text(
                "Begränsningen finns inte (längre). Sök fram den på nytt.",
                "There is no such restriction (any more). Look it up again."));
    }
}
