#set( $lower = $record.toLowerCase() )
package ${package};

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.persistence.EntityManager;
import org.apache.aries.jpa.template.JpaTemplate;
import org.apache.aries.jpa.template.TransactionType;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactDirectory.Ref;
import org.gallra.api.contact.ContactId;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Keyset;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads and writes. Checks the caller's rights, so that REST, pages and everything else meet the same check. */
@Component(service = ${record}Service.class)
public final class ${record}Service {

    private static final String ORDER = "${record.toUpperCase()}";

    private final JpaTemplate jpa;
    private final ContactDirectory directory;
    private final AccessControl access;
    private final Clock clock = Clock.systemUTC();

    /** Waits for the tables. */
    @Activate
    public ${record}Service(
            @Reference(target = "(osgi.unit.name=${artifactId})") JpaTemplate jpa,
            @Reference ContactDirectory directory,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=${artifactId})") SchemaReady schema) {
        this.jpa = jpa;
        this.directory = directory;
        this.access = access;
    }

    /** One of them, as JSON; names its contact by public id only. */
    public record ${record}(
            UUID id,
            @Nullable ContactId contact,
            String subject,
            @Nullable String note,
            @Nullable LocalDate happenedOn,
            Instant enteredAt) {}

    /** What a caller writes; contact and subject are needed. */
    public record Draft(
            @Nullable ContactId contact,
            @Nullable String subject,
            @Nullable String note,
            @Nullable LocalDate happenedOn) {

        Draft clean(LocalDate today) {
            Input input = new Input();
            Draft clean = new Draft(
                    contact,
                    input.line("subject", subject, 200),
                    input.lines("note", note, 4000),
                    input.day("happenedOn", happenedOn));
            input.require("contact", contact);
            input.require("subject", clean.subject);
            if (clean.happenedOn != null && clean.happenedOn.isAfter(today.plusDays(1))) {
                input.refuse("happenedOn", new Text("Dagen ligger i framtiden.", "The day lies in the future."));
            }
            input.check();
            return clean;
        }
    }

    ${record} create(Draft draft) {
        access.require(Permission.WRITE);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Draft clean = draft.clean(LocalDate.ofInstant(now, ZoneOffset.UTC));
        ContactId contact = Objects.requireNonNull(clean.contact);
        return jpa.txExpr(TransactionType.Required, em -> {
            // keeps the contact from being erased until the row stands; refuses an anonymized one
            long key = Input.reference("contact", () -> directory.contactKeyForWriting(contact));
            ${record}Entity entity = ${record}Entity.of(clean, key, now);
            em.persist(entity);
            return shown(List.of(entity)).get(0);
        });
    }

    ${record} get(UUID id) {
        access.require(Permission.READ);
        return jpa.txExpr(TransactionType.Required, em -> shown(List.of(find(em, id, unknown()))).get(0));
    }

    /** The newest first; of one contact if it is given. */
    Page<${record}> list(@Nullable ContactId contact, @Nullable String cursor, int limit) {
        access.require(Permission.READ);
        int most = Keyset.limit(limit);
        String where = contact == null ? "" : " AND r.contactId = " + directory.contactKey(contact);
        return jpa.txExpr(TransactionType.Required, em -> {
            long before = cursor == null ? Long.MAX_VALUE : find(em, Keyset.read(ORDER, cursor), Keyset.invalid()).id;
            List<${record}Entity> found = em.createQuery(
                            "SELECT r FROM ${record}Entity r WHERE r.id < :before" + where + " ORDER BY r.id DESC",
                            ${record}Entity.class)
                    .setParameter("before", before)
                    .setMaxResults(most + 1)
                    .getResultList();
            List<${record}> items = shown(found.stream().limit(most).toList());
            long total = em.createQuery("SELECT COUNT(r) FROM ${record}Entity r WHERE 1 = 1" + where, Long.class)
                    .getSingleResult();
            String next = found.size() > most ? Keyset.write(ORDER, items.get(most - 1).id()) : null;
            return new Page<>(items, next, total, false);
        });
    }

    /** Returns the last day of each of these contacts that has one. */
    Map<ContactId, LocalDate> last(Collection<ContactId> contacts) {
        access.require(Permission.READ);
        Map<ContactId, Long> keys = directory.contactKeys(contacts);
        if (keys.isEmpty()) {
            return Map.of();
        }
        return jpa.txExpr(TransactionType.Required, em -> {
            Map<Long, LocalDate> days = new HashMap<>();
            em.createQuery(
                            "SELECT r.contactId, MAX(r.happenedOn) FROM ${record}Entity r"
                                    + " WHERE r.contactId IN :keys AND r.happenedOn IS NOT NULL GROUP BY r.contactId",
                            Object[].class)
                    .setParameter("keys", keys.values())
                    .getResultList()
                    .forEach(row -> days.put((Long) row[0], (LocalDate) row[1]));
            Map<ContactId, LocalDate> last = new HashMap<>();
            keys.forEach((contact, key) -> {
                LocalDate day = days.get(key);
                if (day != null) {
                    last.put(contact, day);
                }
            });
            return last;
        });
    }

    void delete(UUID id) {
        access.require(Permission.WRITE);
        jpa.tx(TransactionType.Required, em -> em.remove(find(em, id, unknown())));
    }

    private List<${record}> shown(List<${record}Entity> rows) {
        Map<Long, Ref> contacts = directory.contacts(rows.stream().map(r -> r.contactId).toList());
        return rows.stream()
                .map(r -> {
                    Ref contact = contacts.get(r.contactId);
                    return r.shown(contact == null ? null : contact.contact());
                })
                .toList();
    }

    private static ${record}Entity find(EntityManager em, UUID id, GallraException otherwise) {
        return em.createQuery("SELECT r FROM ${record}Entity r WHERE r.publicId = :id", ${record}Entity.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> otherwise);
    }

    static GallraException unknown() {
        return GallraException.notFound(new Text("Posten finns inte (längre).", "There is no such record (any more)."));
    }
}
