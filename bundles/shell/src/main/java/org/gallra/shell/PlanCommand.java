package org.gallra.shell;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.gallra.api.access.AccessControl;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.AnonymizationService;
import org.gallra.api.erasure.DeletionService;
import org.gallra.api.erasure.ErasurePlan;
import org.jspecify.annotations.NullUnmarked;

/** {@code gallra:plan}: counts what an anonymization or deletion would do; changes nothing. */
@NullUnmarked
@Service
@Command(
        scope = "gallra",
        name = "plan",
        description = "Counts what anonymizing or deleting contacts would do; changes nothing.")
public final class PlanCommand implements Action {

    @Reference
    private AnonymizationService anonymization;

    @Reference
    private DeletionService deletion;

    @Reference
    private AccessControl access;

    @Reference
    private Session session;

    @Argument(name = "action", description = "anonymize or delete", required = true)
    @Completion(
            value = StringsCompleter.class,
            values = {"anonymize", "delete"})
    private String action;

    @Argument(
            index = 1,
            name = "ids",
            description = "The public ids of the contacts.",
            required = true,
            multiValued = true)
    private List<String> ids;

    @Option(
            name = "--fields",
            description =
                    "What beside the fields that always go, separated by commas, or * for everything. To anonymize only.")
    private String fields = "";

    @Option(name = "--reason", description = "Why, for the receipt; no personal data.")
    private String reason;

    @Option(name = "--json", description = "Prints one line of JSON.")
    private boolean json;

    @Override
    public Object execute() {
        List<ContactId> contacts = ids.stream().map(ContactId::parse).toList();
        ErasurePlan plan = access.callAs(Administrator.caller(), () -> switch (action) {
            case "anonymize" -> anonymization.plan(contacts, null, chosen(fields), reason);
            case "delete" -> deletion.planContacts(contacts, reason);
            default -> throw new IllegalArgumentException("Say anonymize or delete.");
        });
        session.getConsole().println(json ? Plans.json(plan) : Plans.text(plan));
        return null;
    }

    static Set<String> chosen(String fields) {
        Set<String> chosen = new TreeSet<>();
        for (String field : fields.split(",")) {
            if (!field.isBlank()) {
                chosen.add(field.strip());
            }
        }
        return chosen;
    }
}
