package org.gallra.sample.events;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
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

/** Registrations for events. Checks the caller's rights. */
@Component(service = Registrations.class)
public final class Registrations {

    private static final RecordSearch SEARCH = new RecordSearch("event_registration", "t.booked_at", null);

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
    public Registrations(
            @Reference(target = "(osgi.unit.name=org.gallra.sample.events)") JpaTemplate jpa,
            @Reference Database database,
            @Reference ContactDirectory directory,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.sample.events)") SchemaReady schema) {
        this.jpa = jpa;
        this.database = database;
        this.directory = directory;
        this.access = access;
    }

    /** A registration, as JSON; names its contact by id only. */
    public record Registration(
            UUID id,
            long version,
            @Nullable ContactId contact,
            String event,
            @Nullable String diet,
            @Nullable String remark,
            Instant bookedAt,
            @Nullable LocalDate attendedOn,
            Map<String, Object> freeFields) {}

    /** What a caller changes of a registration; contact and event stay. */
    public record Change(
            @Nullable String diet,
            @Nullable String remark,
            @Nullable LocalDate attendedOn,
            @Nullable Map<String, @Nullable Object> freeFields) {

        Change clean(LocalDate today, Input input) {
            Change clean = new Change(
                    input.line("diet", diet, 200),
                    input.lines("remark", remark, 8000),
                    input.day("attendedOn", attendedOn),
                    freeFields);
            if (clean.attendedOn != null && clean.attendedOn.isAfter(today.plusDays(1))) {
                input.refuse(
                        "attendedOn",
                        new Text("Ingen har deltagit i framtiden ännu.", "Nobody has attended in the future yet."));
            }
            input.check();
            return clean;
        }
    }

    /** What a caller writes of a new registration; contact and event are needed. */
    public record Draft(
            @Nullable ContactId contact,
            @Nullable UUID event,
            @Nullable String diet,
            @Nullable String remark,
            @Nullable LocalDate attendedOn,
            @Nullable Map<String, @Nullable Object> freeFields) {

        /** Makes a draft without free fields. */
        public Draft(
                @Nullable ContactId contact,
                @Nullable UUID event,
                @Nullable String diet,
                @Nullable String remark,
                @Nullable LocalDate attendedOn) {
            this(contact, event, diet, remark, attendedOn, null);
        }

        Draft clean(LocalDate today) {
            Input input = new Input();
            input.require("contact", contact);
            input.require("event", event);
            Change clean = change().clean(today, input);
            return new Draft(contact, event, clean.diet, clean.remark, clean.attendedOn, freeFields);
        }

        Change change() {
            return new Change(diet, remark, attendedOn, freeFields);
        }

        ContactId someContact() {
            return Objects.requireNonNull(contact);
        }

        UUID someEvent() {
            return Objects.requireNonNull(event);
        }
    }

    Registration create(Draft draft) {
        access.require(Permission.WRITE);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Draft clean = draft.clean(LocalDate.ofInstant(now, ZoneOffset.UTC));
        return jpa.txExpr(TransactionType.Required, em -> {
            // keeps the contact from being erased until the registration stands; refuses an anonymized one
            long contact = Input.reference("contact", () -> directory.contactKeyForWriting(clean.someContact()));
            EventEntity event = Input.reference("event", () -> Events.find(em, clean.someEvent(), Events.unknown()));
            RegistrationEntity entity = RegistrationEntity.of(clean, contact, event, now);
            em.persist(entity);
            em.flush();
            FreeFields.write(fields, RegistrationFields.OWNER, entity.id, true, clean.freeFields());
            return named(List.of(entity)).get(0);
        });
    }

    /**
     * Registers those for an event who are not yet, each in a transaction of its own; leaves out whoever must not be written to, such as the
     * anonymized. Returns how many were registered.
     */
    int createAll(UUID event, List<ContactId> contacts) {
        access.require(Permission.WRITE);
        int created = 0;
        for (ContactId contact : contacts) {
            if (!registered(event, contact) && create(event, contact)) {
                created++;
            }
        }
        return created;
    }

    private boolean create(UUID event, ContactId contact) {
        try {
            create(new Draft(contact, event, null, null, null));
            return true;
        } catch (GallraException e) {
            if (e.code() == GallraException.Code.CONFLICT
                    || e.violations().stream().anyMatch(v -> v.field().equals("contact"))) {
                return false;
            }
            throw e;
        }
    }

    private boolean registered(UUID event, ContactId contact) {
        return jpa.txExpr(TransactionType.Required, em -> {
            Long key = directory.contactKeys(List.of(contact)).get(contact);
            return key != null
                    && em.createQuery(
                                            "SELECT COUNT(r) FROM RegistrationEntity r WHERE r.contactId = :contact"
                                                    + " AND r.eventId = :event",
                                            Long.class)
                                    .setParameter("contact", key)
                                    .setParameter("event", Events.find(em, event, Events.unknown()).id)
                                    .getSingleResult()
                            > 0;
        });
    }

    /** How many are registered for each of the events. */
    Map<UUID, Long> countsByEvent(List<UUID> events) {
        access.require(Permission.READ);
        return events.isEmpty()
                ? Map.of()
                : jpa.txExpr(TransactionType.Required, em -> em.createQuery(
                                "SELECT e.publicId, COUNT(r) FROM RegistrationEntity r, EventEntity e"
                                        + " WHERE r.eventId = e.id AND e.publicId IN :events GROUP BY e.publicId",
                                Object[].class)
                        .setParameter("events", events)
                        .getResultStream()
                        .collect(Collectors.toMap(row -> (UUID) row[0], row -> (Long) row[1])));
    }

    /** Changes a registration if it still has the version. */
    Registration update(UUID id, long version, Change change) {
        access.require(Permission.WRITE);
        Change clean = change.clean(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), new Input());
        return jpa.txExpr(TransactionType.Required, em -> {
            // the contact before the registration: the order in which erasures lock; refuses an anonymized one
            directory.lockForWriting(find(em, id, unknown()).contactId);
            RegistrationEntity entity = find(em, id, unknown());
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
            FreeFields.write(fields, RegistrationFields.OWNER, entity.id, false, clean.freeFields());
            return named(List.of(entity)).get(0);
        });
    }

    /** Returns the latest registrations for events whose titles have all these words; without those of people whom the caller does not meet. */
    List<Registration> find(String words, int most) {
        access.require(Permission.READ);
        List<Long> keys = SEARCH.find(
                database,
                directory,
                words,
                SqlFragment.of(" AND NOT (")
                        .append(directory.hidden("t.contact_id"))
                        .append(")"),
                most,
                row -> row.getLong("id"));
        return jpa.txExpr(
                TransactionType.Required,
                em -> named(keys.stream()
                        .map(key -> em.find(RegistrationEntity.class, key))
                        .filter(Objects::nonNull)
                        .toList()));
    }

    Registration get(UUID id) {
        access.require(Permission.READ);
        return jpa.txExpr(TransactionType.Required, em -> named(List.of(find(em, id, unknown())))
                .get(0));
    }

    /** The newest first; of one contact if it is given. */
    Page<Registration> list(@Nullable ContactId contact, @Nullable String cursor, int limit) {
        access.require(Permission.READ);
        int most = Keyset.limit(limit);
        String where = contact == null ? "" : " AND r.contactId = " + directory.contactKey(contact);
        return jpa.txExpr(TransactionType.Required, em -> {
            long before = cursor == null
                    ? Long.MAX_VALUE
                    : find(em, Keyset.read("REGISTRATION", cursor), Keyset.invalid()).id;
            List<RegistrationEntity> found = em.createQuery(
                            "SELECT r FROM RegistrationEntity r WHERE r.id < :before" + where + " ORDER BY r.id DESC",
                            RegistrationEntity.class)
                    .setParameter("before", before)
                    .setMaxResults(most + 1)
                    .getResultList();
            List<Registration> items = named(found.stream().limit(most).toList());
            long total = em.createQuery("SELECT COUNT(r) FROM RegistrationEntity r WHERE 1 = 1" + where, Long.class)
                    .getSingleResult();
            String next = found.size() > most
                    ? Keyset.write("REGISTRATION", items.get(most - 1).id())
                    : null;
            return new Page<>(items, next, total, false);
        });
    }

    /** How many registrations each of the contacts has, by one query for all of them; contacts without any are left out. */
    Map<ContactId, Long> counts(List<ContactId> contacts) {
        access.require(Permission.READ);
        return jpa.txExpr(TransactionType.Required, em -> {
            Map<ContactId, Long> keys = directory.contactKeys(contacts);
            if (keys.isEmpty()) {
                return Map.of();
            }
            Map<Long, Long> counts = em.createQuery(
                            "SELECT r.contactId, COUNT(r) FROM RegistrationEntity r WHERE r.contactId IN :keys"
                                    + " GROUP BY r.contactId",
                            Object[].class)
                    .setParameter("keys", keys.values())
                    .getResultStream()
                    .collect(Collectors.toMap(row -> (Long) row[0], row -> (Long) row[1]));
            return keys.entrySet().stream()
                    .filter(one -> counts.containsKey(one.getValue()))
                    .collect(Collectors.toMap(Map.Entry::getKey, one -> counts.get(one.getValue())));
        });
    }

    void delete(UUID id) {
        access.require(Permission.WRITE);
        jpa.tx(TransactionType.Required, em -> em.remove(find(em, id, unknown())));
    }

    private List<Registration> named(List<RegistrationEntity> rows) {
        Map<Long, Ref> contacts =
                directory.contacts(rows.stream().map(r -> r.contactId).toList());
        Map<Long, Map<String, Object>> values = FreeFields.values(
                fields, RegistrationFields.OWNER, rows.stream().map(r -> r.id).toList());
        return rows.stream()
                .map(r -> {
                    Ref contact = contacts.get(r.contactId);
                    return r.registration(
                            contact == null ? null : contact.contact(), values.getOrDefault(r.id, Map.of()));
                })
                .toList();
    }

    private static RegistrationEntity find(EntityManager em, UUID id, GallraException otherwise) {
        return em.createQuery("SELECT r FROM RegistrationEntity r WHERE r.publicId = :id", RegistrationEntity.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> otherwise);
    }

    private static GallraException stale() {
        return new GallraException(
                GallraException.Code.STALE,
                new Text(
                        "Någon annan har ändrat anmälan. Hämta den igen och gör om ändringen.",
                        "Someone else has changed the registration. Fetch it again and repeat the change."));
    }

    static GallraException unknown() {
        return GallraException.notFound(
                new Text("Anmälan finns inte (längre).", "There is no such registration (any more)."));
    }
}
