#set( $lower = $record.toLowerCase() )
#set( $table = $vendor + "_" + $record.toLowerCase() )
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
import javax.persistence.LockModeType;
import javax.persistence.OptimisticLockException;
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
import org.gallra.api.freefield.FreeFields;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Keyset;
import org.gallra.api.search.RecordSearch;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Reads and writes. Checks the caller's rights, so that REST, pages and everything else meet the same check. */
@Component(service = ${record}Service.class)
public final class ${record}Service {

    private static final String ORDER = "${record.toUpperCase()}";

    private static final RecordSearch SEARCH = new RecordSearch("${table}", "t.entered_at", null);

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
    public ${record}Service(
            @Reference(target = "(osgi.unit.name=${artifactId})") JpaTemplate jpa,
            @Reference Database database,
            @Reference ContactDirectory directory,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=${artifactId})") SchemaReady schema) {
        this.jpa = jpa;
        this.database = database;
        this.directory = directory;
        this.access = access;
    }

    /** One of them, as JSON; names its contact by public id only. */
    public record ${record}(
            UUID id,
            long version,
            @Nullable ContactId contact,
            String subject,
            @Nullable String note,
            @Nullable LocalDate happenedOn,
            Instant enteredAt,
            Map<String, Object> freeFields) {}

    /** What a caller changes; the contact stays, and the subject is needed. */
    public record Change(
            @Nullable String subject,
            @Nullable String note,
            @Nullable LocalDate happenedOn,
            @Nullable Map<String, @Nullable Object> freeFields) {

        Change clean(LocalDate today, Input input) {
            Change clean = new Change(
                    input.line("subject", subject, 200),
                    input.lines("note", note, 4000),
                    input.day("happenedOn", happenedOn),
                    freeFields);
            input.require("subject", clean.subject);
            if (clean.happenedOn != null && clean.happenedOn.isAfter(today.plusDays(1))) {
                input.refuse("happenedOn", new Text("Dagen ligger i framtiden.", "The day lies in the future."));
            }
            input.check();
            return clean;
        }
    }

    /** What a caller writes of a new one; contact and subject are needed. */
    public record Draft(
            @Nullable ContactId contact,
            @Nullable String subject,
            @Nullable String note,
            @Nullable LocalDate happenedOn,
            @Nullable Map<String, @Nullable Object> freeFields) {

        Draft clean(LocalDate today) {
            Input input = new Input();
            input.require("contact", contact);
            Change clean = change().clean(today, input);
            return new Draft(contact, clean.subject, clean.note, clean.happenedOn, freeFields);
        }

        Change change() {
            return new Change(subject, note, happenedOn, freeFields);
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
            em.flush();
            FreeFields.write(fields, ${record}Fields.OWNER, entity.id, true, clean.freeFields);
            return shown(List.of(entity)).get(0);
        });
    }

    /** Changes one if it still has the version. */
    ${record} update(UUID id, long version, Change change) {
        access.require(Permission.WRITE);
        Change clean = change.clean(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), new Input());
        return jpa.txExpr(TransactionType.Required, em -> {
            // the contact before the row: the order in which erasures lock; refuses an anonymized one
            directory.lockForWriting(find(em, id, unknown()).contactId);
            ${record}Entity entity = find(em, id, unknown());
            if (entity.version != version) {
                throw stale();
            }
            // raises the version too when nothing but a free field changes
            em.lock(entity, LockModeType.OPTIMISTIC_FORCE_INCREMENT);
            entity.write(clean);
            try {
                em.flush();
            } catch (OptimisticLockException e) {
                throw stale();
            }
            FreeFields.write(fields, ${record}Fields.OWNER, entity.id, false, clean.freeFields);
            return shown(List.of(entity)).get(0);
        });
    }

    /** Returns the latest ones whose subjects have all these words; without those of people whom the caller does not meet. */
    List<${record}> find(String words, int most) {
        access.require(Permission.READ);
        List<Long> keys = SEARCH.find(
                database,
                directory,
                words,
                SqlFragment.of(" AND NOT (").append(directory.hidden("t.contact_id")).append(")"),
                most,
                row -> row.getLong("id"));
        return jpa.txExpr(
                TransactionType.Required,
                em -> shown(keys.stream()
                        .map(key -> em.find(${record}Entity.class, key))
                        .filter(Objects::nonNull)
                        .toList()));
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
        Map<Long, Map<String, Object>> values =
                FreeFields.values(fields, ${record}Fields.OWNER, rows.stream().map(r -> r.id).toList());
        return rows.stream()
                .map(r -> {
                    Ref contact = contacts.get(r.contactId);
                    return r.shown(contact == null ? null : contact.contact(), values.getOrDefault(r.id, Map.of()));
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

    private static GallraException stale() {
        return new GallraException(
                GallraException.Code.STALE,
                new Text(
                        "Någon annan hann ändra. Hämta posten igen och gör om ändringen.",
                        "Someone else was faster. Fetch the record again and repeat the change."));
    }

    static GallraException unknown() {
        return GallraException.notFound(new Text("Posten finns inte (längre).", "There is no such record (any more)."));
    }
}
