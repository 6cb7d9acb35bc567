package org.gallra.rules;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactId;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan.Exclusion;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeField.Special;
import org.gallra.api.freefield.FreeFieldOwner;
import org.gallra.api.freefield.FreeFields;
import org.gallra.api.rule.RetentionOutlook;
import org.gallra.api.rule.RetentionOutlook.Coming;
import org.gallra.api.rule.RetentionOutlook.Outlook;
import org.gallra.api.rule.RuleMode;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The box on the contact card: purpose and basis, which rule acts on which day, what holds, what last counted as contact. */
@Component(service = UiPanel.class)
public final class WhyStillHere implements UiPanel {

    /** Well within the 200 ms of a panel, with some twenty looks farther ahead after it. */
    private static final Duration BUDGET = Duration.ofMillis(60);

    private static final String CONTACTS = "contact";

    private final RetentionOutlook outlook;
    private final ContactDirectory directory;
    private final @Nullable FreeFields fields;
    private final List<FreeFieldOwner> owners;

    /** Takes the services; without free fields there is no purpose to tell of. */
    @Activate
    public WhyStillHere(
            @Reference RetentionOutlook outlook,
            @Reference ContactDirectory directory,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    FreeFields fields,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) List<FreeFieldOwner> owners) {
        this.outlook = outlook;
        this.directory = directory;
        this.fields = fields;
        this.owners = List.copyOf(owners);
    }

    @Override
    public Slot slot() {
        return Slot.CONTACT_RIGHT;
    }

    @Override
    public int rank() {
        return 20;
    }

    @Override
    public Text title() {
        return new Text("Varför finns personen kvar?", "Why is this person still here?");
    }

    @Override
    public void render(UiContext context, Writer out) throws IOException {
        ContactId contact = context.contact();
        if (contact == null || (context.anonymized() && gone(contact))) {
            return;
        }
        Outlook ahead = outlook.of(contact, BUDGET);
        Markup markup = new Markup(out, context.language());
        markup.html("<dl class=\"details mb-0\" id=\"retention\">");
        purpose(context, contact, markup);
        lastContact(ahead, markup);
        rules(context, ahead, markup);
        holds(context, ahead, markup);
        markup.html("</dl>");
    }

    /** Tells whether nobody is here any more; somebody who is restricted is, though nothing can be added. */
    private boolean gone(ContactId contact) {
        long key = directory.contactKey(contact);
        ContactDirectory.Ref ref = directory.contacts(List.of(key)).get(key);
        return ref == null || ref.anonymized();
    }

    private void purpose(UiContext context, ContactId contact, Markup markup) throws IOException {
        FreeFieldOwner owner =
                owners.stream().filter(o -> o.id().equals(CONTACTS)).findFirst().orElse(null);
        FreeField purpose = fields == null || owner == null
                ? null
                : fields.fields(owner).stream()
                        .filter(f -> f.special() == Special.PURPOSE)
                        .findFirst()
                        .orElse(null);
        if (purpose == null || fields == null || owner == null) {
            return;
        }
        long key = directory.contactKey(contact);
        Object value =
                fields.values(owner, List.of(key)).getOrDefault(key, Map.of()).get(purpose.key());
        markup.html("<dt>").value(purpose.label().in(context.language())).html("</dt><dd>");
        FreeField.Choice choice = purpose.choices().stream()
                .filter(c -> c.key().equals(value))
                .findFirst()
                .orElse(null);
        if (value == null) {
            markup.text("Inget angivet", "None stated");
        } else {
            markup.value(fields.words(purpose, value, context.language()));
        }
        if (choice != null && choice.legalBasis() != null) {
            markup.html("<div class=\"small\">")
                    .text("Rättslig grund: ", "Legal basis: ")
                    .text(choice.legalBasis().label())
                    .html("</div>");
        }
        if (choice != null && choice.source() != null) {
            markup.html("<div class=\"small\">")
                    .text("Källa: ", "Source: ")
                    .value(choice.source())
                    .html("</div>");
        }
        if (choice != null && choice.retentionMonths() != null) {
            markup.html("<div class=\"small\">")
                    .text("Sparas i ", "Kept for ")
                    .value(choice.retentionMonths().toString())
                    .text(" månader", " months")
                    .html("</div>");
        }
        markup.html("</dd>");
    }

    private static void lastContact(Outlook ahead, Markup markup) throws IOException {
        markup.html("<dt>").text("Senaste kontakt", "Last contact").html("</dt><dd>");
        if (ahead.lastContact() == null) {
            markup.text("Ingen registrerad", "None on record");
        } else {
            markup.value(ahead.lastContact().day().toString())
                    .html(" · ")
                    .text(ahead.lastContact().label());
        }
        markup.html("</dd>");
    }

    private static void rules(UiContext context, Outlook ahead, Markup markup) throws IOException {
        markup.html("<dt>").text("Gallring", "Erasure").html("</dt>");
        boolean any = false;
        for (Coming coming : ahead.rules()) {
            Instant at = coming.at();
            if (at == null) {
                continue;
            }
            any = true;
            markup.html("<dd><time class=\"text-nowrap\" datetime=\"")
                    .value(at.toString())
                    .html("\">")
                    .value(day(at, context).toString())
                    .html("</time> ")
                    .text(words(coming))
                    .html("<div class=\"small text-break\">")
                    .text("Regel: ", "Rule: ")
                    .value(coming.name())
                    .html("</div></dd>");
        }
        if (!any) {
            markup.html("<dd>");
            if (ahead.rules().isEmpty()) {
                markup.text("Ingen regel körs av sig själv", "No rule runs by itself");
            } else {
                markup.text("Ingen regel träffar inom ett år", "No rule hits within a year");
            }
            markup.html("</dd>");
        }
    }

    private static LocalDate day(Instant at, UiContext context) {
        return LocalDate.ofInstant(at, context.zone());
    }

    private static Text words(Coming coming) {
        boolean deletes = coming.action() == ErasureAction.DELETE;
        if (coming.dryRun()) {
            return deletes
                    ? new Text(
                            "skulle raderas (regeln räknar bara ännu)", "would be deleted (the rule only counts yet)")
                    : new Text(
                            "skulle anonymiseras (regeln räknar bara ännu)",
                            "would be anonymized (the rule only counts yet)");
        }
        if (coming.mode() == RuleMode.PROPOSAL) {
            return deletes
                    ? new Text("föreslås för radering", "is proposed for deletion")
                    : new Text("föreslås för anonymisering", "is proposed for anonymization");
        }
        return deletes ? new Text("raderas", "is deleted") : new Text("anonymiseras", "is anonymized");
    }

    private static void holds(UiContext context, Outlook ahead, Markup markup) throws IOException {
        if (ahead.holds().isEmpty()) {
            return;
        }
        markup.html("<dt>").text("Hålls kvar av", "Held by").html("</dt>");
        for (Exclusion hold : ahead.holds()) {
            markup.html("<dd>").text(hold.reason());
            if (hold.until() != null) {
                markup.html("<div class=\"small\">")
                        .text("Till ", "Until ")
                        .value(day(hold.until(), context).toString())
                        .html("</div>");
            }
            markup.html("</dd>");
        }
    }
}
