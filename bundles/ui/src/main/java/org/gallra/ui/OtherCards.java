package org.gallra.ui;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactDirectory.Ref;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactService;
import org.gallra.api.contact.PersonCards;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** What else belongs to the people whom somebody is about to forget: their other cards. */
@Component(service = OtherCards.class)
public final class OtherCards {

    /** Of more people nobody would look at each. */
    private static final int MOST = 20;

    private final ContactDirectory directory;
    private final ContactService contacts;

    /** Optional: without it each card is a person of its own. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable PersonCards cards;

    /** Takes the services. */
    @Activate
    public OtherCards(@Reference ContactDirectory directory, @Reference ContactService contacts) {
        this.directory = directory;
        this.contacts = contacts;
    }

    /** Returns the confirmed other cards of these contacts, which are not among them; none for more than twenty contacts. */
    List<Contact> of(Collection<ContactId> chosen) {
        PersonCards same = cards;
        if (same == null || chosen.size() > MOST) {
            return List.of();
        }
        Map<ContactId, Long> keys = directory.contactKeys(chosen);
        Set<Long> others = new HashSet<>();
        keys.values().forEach(key -> others.addAll(same.others(key)));
        others.removeAll(keys.values());
        List<Contact> found = new ArrayList<>();
        for (Ref ref : directory.contacts(others).values()) {
            if (ref.contact() != null && !ref.anonymized()) {
                found.add(contacts.get(ref.contact()));
            }
        }
        found.sort(java.util.Comparator.comparing(Contact::displayName).thenComparing(c -> c.id().toString()));
        return found;
    }
}
