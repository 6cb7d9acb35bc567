package org.gallra.sample.events;

import java.time.LocalDate;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.GeneratedValue;
import javax.persistence.GenerationType;
import javax.persistence.Id;
import javax.persistence.Table;
import org.gallra.api.personaldata.NotPersonal;
import org.jspecify.annotations.NullUnmarked;

/** An event. Says nothing about anybody, so it is no {@code @PersonalRecord}; each attribute says why. */
@NullUnmarked
@Entity
@Table(name = "event")
public class EventEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @NotPersonal("random id of the event")
    @Column(name = "public_id", nullable = false)
    UUID publicId;

    @NotPersonal("name of the event")
    @Column(nullable = false)
    String title;

    @NotPersonal("where the event is held")
    String place;

    @NotPersonal("when the event is held")
    @Column(name = "held_on", nullable = false)
    LocalDate heldOn;

    /** For JPA. */
    protected EventEntity() {}

    static EventEntity of(Events.EventDraft draft) {
        EventEntity entity = new EventEntity();
        entity.publicId = UUID.randomUUID();
        entity.title = draft.title();
        entity.place = draft.place();
        entity.heldOn = draft.heldOn();
        return entity;
    }

    Events.Event event() {
        return new Events.Event(publicId, title, place, heldOn);
    }
}
