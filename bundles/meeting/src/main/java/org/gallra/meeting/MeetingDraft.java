package org.gallra.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gallra.api.Text;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.rest.Input;
import org.jspecify.annotations.Nullable;

/**
 * What a caller writes of a meeting; whatever is null is empty afterwards.
 *
 * @param participants who takes part, of any company; at most 100; this or the company is needed
 * @param company the company that it is about; null takes the company of the first participant
 * @param subject what it is about; needed; at most 200 characters
 * @param notes free text; at most 8000 characters
 * @param place where it takes place; at most 200 characters
 * @param startsAt when it begins; needed
 * @param endsAt when it ends; not before it begins
 * @param heldAt when it was held; not in the future
 * @param owner the login name of the user who leads it; null is the caller; at most 64 characters
 * @param freeFields values of free fields by key; null for a value clears it, what is not named stays
 */
public record MeetingDraft(
        @Nullable List<@Nullable ContactId> participants,
        @Nullable CompanyId company,
        @Nullable String subject,
        @Nullable String notes,
        @Nullable String place,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Instant heldAt,
        @Nullable String owner,
        @Nullable Map<String, @Nullable Object> freeFields) {

    /** Makes a draft that leaves free fields as they are. */
    public MeetingDraft(
            @Nullable List<@Nullable ContactId> participants,
            @Nullable CompanyId company,
            @Nullable String subject,
            @Nullable String notes,
            @Nullable String place,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            @Nullable Instant heldAt,
            @Nullable String owner) {
        this(participants, company, subject, notes, place, startsAt, endsAt, heldAt, owner, null);
    }

    private static final int MOST = 100;
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** Returns the participants without repetition, in their order. */
    List<ContactId> people() {
        return participants == null
                ? List.of()
                : participants.stream()
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .distinct()
                        .toList();
    }

    /** Returns the draft trimmed, or refuses it and names each field that is wrong. */
    MeetingDraft clean(Instant now) {
        Input input = new Input();
        MeetingDraft clean = new MeetingDraft(
                participants,
                company,
                input.line("subject", subject, 200),
                input.lines("notes", notes, 8000),
                input.line("place", place, 200),
                input.time("startsAt", startsAt),
                input.time("endsAt", endsAt),
                input.time("heldAt", heldAt),
                input.line("owner", owner, 64),
                freeFields);
        input.require("subject", clean.subject);
        input.require("startsAt", clean.startsAt);
        if (people().isEmpty() && company == null) {
            input.refuse(
                    "participants",
                    new Text("Ange minst en deltagare eller ett företag.", "Name a participant or a company."));
        }
        if (people().size() > MOST) {
            input.refuse(
                    "participants",
                    new Text("Ange högst " + MOST + " deltagare.", "Name at most " + MOST + " participants."));
        }
        if (clean.startsAt != null && clean.endsAt != null && clean.endsAt.isBefore(clean.startsAt)) {
            input.refuse(
                    "endsAt",
                    new Text("Mötet kan inte sluta innan det börjar.", "The meeting cannot end before it begins."));
        }
        if (clean.heldAt != null && clean.heldAt.isAfter(now.plus(CLOCK_SKEW))) {
            input.refuse(
                    "heldAt",
                    new Text(
                            "Ett möte som har hållits kan inte ligga i framtiden. Lämna heldAt tomt för det som är planerat.",
                            "A meeting that was held cannot lie in the future. Leave heldAt empty for what is planned."));
        }
        input.check();
        return clean;
    }

    /** Returns the number of participants only. */
    @Override
    public String toString() {
        return "MeetingDraft[" + people().size() + "]";
    }
}
