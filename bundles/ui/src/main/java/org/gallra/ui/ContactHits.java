package org.gallra.ui;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactQuery;
import org.gallra.api.contact.ContactService;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSearch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The contacts among the hits of the search. */
@Component
public final class ContactHits implements UiSearch {

    private final ContactService contacts;

    /** Takes the service. */
    @Activate
    public ContactHits(@Reference ContactService contacts) {
        this.contacts = contacts;
    }

    @Override
    public int rank() {
        return 100;
    }

    @Override
    public Text title() {
        return new Text("Kontaktpersoner", "Contacts");
    }

    @Override
    public List<Hit> find(String words, int most, UiContext context) {
        return contacts.find(words, most).stream().map(ContactHits::hit).toList();
    }

    private static Hit hit(Contact contact) {
        String detail = Stream.of(contact.title(), contact.companyName())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" · "));
        return new Hit(contact.displayName(), detail, "/ui/contacts/" + contact.id());
    }

    @Override
    public String all(String words) {
        return "/ui/contacts?f=" + Filters.Form.EMPTY.withText(words).token();
    }

    @Override
    public long count(String words) {
        Page<Contact> page = contacts.list(ContactQuery.of(ContactFilter.matching(words)));
        return page.totalCapped() ? COUNTED + 1L : page.total();
    }
}
