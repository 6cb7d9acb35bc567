package org.gallra.meeting;

import java.util.ArrayList;
import java.util.List;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactQuery;
import org.gallra.api.contact.ContactService;
import org.jspecify.annotations.Nullable;

/** Reads who takes part in a meeting from its forms: ticked people, and others by their e-mail addresses. */
final class Invited {

    private Invited() {}

    /**
     * Returns the participants in the order of the form.
     *
     * @param ticked public ids
     * @param others e-mail addresses with blanks, commas or semicolons between; null for none
     * @throws GallraException {@code INVALID} naming {@code others} for an address that is nobody's or several people's
     */
    static List<@Nullable ContactId> people(ContactService contacts, List<String> ticked, @Nullable String others) {
        List<@Nullable ContactId> people = new ArrayList<>();
        ticked.forEach(p -> people.add(ContactId.parse(p)));
        if (others != null) {
            for (String email : others.split("[\\s,;]+", -1)) {
                if (!email.isEmpty()) {
                    people.add(withEmail(contacts, email));
                }
            }
        }
        return people;
    }

    private static ContactId withEmail(ContactService contacts, String email) {
        List<Contact> found = contacts.list(ContactQuery.of(ContactFilter.matching(email))).items().stream()
                .filter(c -> email.equalsIgnoreCase(c.email()))
                .toList();
        if (found.size() != 1) {
            throw GallraException.invalid(
                    "others",
                    found.isEmpty()
                            ? new Text(
                                    "Ingen kontaktperson har en av adresserna. Kontrollera dem, eller lägg upp personen först.",
                                    "No contact has one of the addresses. Check them, or create the person first.")
                            : new Text(
                                    "Flera kontaktpersoner har en av adresserna. Lägg till mötet från en annan av deltagarna.",
                                    "Several contacts have one of the addresses. Add the meeting from another participant."));
        }
        return found.get(0).id();
    }
}
