package org.gallra.shell;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.gallra.api.access.AccessControl;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactId;
import org.gallra.api.contact.ContactService;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** {@code gallra:contact}: shows a contact, with what is personal: that is what it is asked for. */
@NullUnmarked
@Service
@Command(scope = "gallra", name = "contact", description = "Shows a contact. What it prints is personal data.")
public final class ContactCommand implements Action {

    @Reference
    private ContactService contacts;

    @Reference
    private AccessControl access;

    @Reference
    private Session session;

    @Argument(name = "id", description = "The public id of the contact.", required = true)
    private String id;

    @Option(name = "--json", description = "Prints one line of JSON.")
    private boolean json;

    @Override
    public Object execute() {
        Contact contact = access.callAs(Administrator.caller(), () -> contacts.get(ContactId.parse(id)));
        session.getConsole().println(json ? json(contact) : text(contact));
        return null;
    }

    private static Map<String, @Nullable Object> values(Contact contact) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("id", contact.id());
        values.put("displayName", contact.displayName());
        values.put("company", contact.companyName());
        values.put("title", contact.title());
        values.put("department", contact.department());
        values.put("email", contact.email());
        values.put("mobile", contact.mobile());
        values.put("phone", contact.phone());
        values.put("street", contact.street());
        values.put("postalCode", contact.postalCode());
        values.put("city", contact.city());
        values.put("country", contact.country());
        values.put("website", contact.website());
        values.put("notes", contact.notes());
        values.put("owner", contact.owner());
        contact.freeFields().forEach((key, value) -> values.put("freeFields." + key, value));
        values.put("restricted", contact.restricted());
        values.put("anonymizedAt", contact.anonymizedAt());
        values.put("createdAt", contact.createdAt());
        values.put("changedAt", contact.changedAt());
        return values;
    }

    static String text(Contact contact) {
        return values(contact).entrySet().stream()
                .filter(e -> e.getValue() != null)
                .map(e -> Lines.pair(e.getKey(), String.valueOf(e.getValue())))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    static String json(Contact contact) {
        Json json = new Json();
        values(contact).forEach(json::add);
        return json.toString();
    }
}
