package org.gallra.sample.events;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import javax.persistence.EntityManager;
import org.apache.aries.jpa.template.JpaTemplate;
import org.apache.aries.jpa.template.TransactionType;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.rest.Input;
import org.gallra.api.rest.Keyset;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Events. Checks the caller's rights. */
@Component(service = Events.class)
public final class Events {

    private final JpaTemplate jpa;
    private final AccessControl access;

    /** Waits for the tables. */
    @Activate
    public Events(
            @Reference(target = "(osgi.unit.name=org.gallra.sample.events)") JpaTemplate jpa,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.sample.events)") SchemaReady schema) {
        this.jpa = jpa;
        this.access = access;
    }

    /** An event, as JSON. */
    public record Event(UUID id, String title, @Nullable String place, LocalDate heldOn) {}

    /** What a caller writes of an event; the place may be missing. */
    public record EventDraft(
            @Nullable String title,
            @Nullable String place,
            @Nullable LocalDate heldOn) {

        EventDraft clean() {
            Input input = new Input();
            EventDraft clean = new EventDraft(
                    input.line("title", title, 200), input.line("place", place, 200), input.day("heldOn", heldOn));
            input.require("title", clean.title);
            input.require("heldOn", clean.heldOn);
            input.check();
            return clean;
        }
    }

    Event create(EventDraft draft) {
        access.require(Permission.WRITE);
        EventEntity entity = EventEntity.of(draft.clean());
        return jpa.txExpr(TransactionType.Required, em -> {
            em.persist(entity);
            return entity.event();
        });
    }

    Event get(UUID id) {
        access.require(Permission.READ);
        return jpa.txExpr(
                TransactionType.Required, em -> find(em, id, unknown()).event());
    }

    /** The newest first. */
    Page<Event> list(@Nullable String cursor, int limit) {
        access.require(Permission.READ);
        int most = Keyset.limit(limit);
        return jpa.txExpr(TransactionType.Required, em -> {
            long before = cursor == null ? Long.MAX_VALUE : find(em, Keyset.read("EVENT", cursor), Keyset.invalid()).id;
            List<EventEntity> found = em.createQuery(
                            "SELECT e FROM EventEntity e WHERE e.id < :before ORDER BY e.id DESC", EventEntity.class)
                    .setParameter("before", before)
                    .setMaxResults(most + 1)
                    .getResultList();
            List<Event> items =
                    found.stream().limit(most).map(EventEntity::event).toList();
            long total = em.createQuery("SELECT COUNT(e) FROM EventEntity e", Long.class)
                    .getSingleResult();
            boolean more = found.size() > most;
            return new Page<>(
                    items, more ? Keyset.write("EVENT", items.get(most - 1).id()) : null, total, false);
        });
    }

    void delete(UUID id) {
        access.require(Permission.WRITE);
        jpa.tx(TransactionType.Required, em -> {
            EventEntity entity = find(em, id, unknown());
            long booked = em.createQuery(
                            "SELECT COUNT(r) FROM RegistrationEntity r WHERE r.eventId = :event", Long.class)
                    .setParameter("event", entity.id)
                    .getSingleResult();
            if (booked > 0) {
                throw GallraException.conflict(new Text(
                        "Evenemanget har " + booked + " anmälningar. Ta bort dem först.",
                        "The event has " + booked + " registrations. Delete them first."));
            }
            em.remove(entity);
        });
    }

    static EventEntity find(EntityManager em, UUID id, GallraException otherwise) {
        return em.createQuery("SELECT e FROM EventEntity e WHERE e.publicId = :id", EventEntity.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> otherwise);
    }

    static GallraException unknown() {
        return GallraException.notFound(
                new Text("Evenemanget finns inte (längre).", "There is no such event (any more)."));
    }
}
