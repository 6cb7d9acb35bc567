package org.gallra.opportunity;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeFieldForms;
import org.gallra.api.rest.Input;
import org.gallra.api.ui.Markup.Choice;
import org.gallra.api.ui.RecordForm;
import org.gallra.api.ui.SentForm;
import org.gallra.api.ui.UiRecordForm;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The page on which an opportunity is changed; whom it concerns stays. */
@Component
public final class ChangeOpportunity implements UiRecordForm {

    /** Where the page is, for links. */
    static final String FORM = "org.gallra.opportunity/opportunities";

    private static final List<Choice> STAGES = Arrays.stream(Stage.values())
            .map(s -> new Choice(s.name(), s.label()))
            .toList();

    private final OpportunityService opportunities;

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms fields;

    /** Takes the service. */
    @Activate
    public ChangeOpportunity(@Reference OpportunityService opportunities) {
        this.opportunities = opportunities;
    }

    @Override
    public String path() {
        return "opportunities";
    }

    @Override
    public Text title() {
        return new Text("Ändra affärsmöjlighet", "Change opportunity");
    }

    @Override
    public void draw(UUID record, RecordForm form) throws IOException {
        Opportunity one = opportunities.get(record);
        form.version(one.version())
                .line("name", new Text("Vad gäller det?", "What is it about?"), one.name(), 200, true)
                .choice("stage", new Text("Fas", "Stage"), one.stage().name(), STAGES)
                .line(
                        "probability",
                        new Text("Sannolikhet i procent", "Probability in per cent"),
                        Integer.toString(one.probability()),
                        3,
                        false)
                .amount("amount", new Text("Belopp utan moms", "Amount without VAT"), one.amount(), false)
                .line("currency", new Text("Valuta", "Currency"), one.currency(), 3, false)
                .day("expectedOn", new Text("Väntas", "Expected"), one.expectedOn(), false)
                .day("closedOn", new Text("Avslutad", "Closed"), one.closedOn(), false)
                .line("owner", new Text("Ansvarig", "Responsible"), one.owner(), 64, false)
                .lines("notes", new Text("Anteckningar", "Notes"), one.notes(), 8000)
                .lines("lostReason", new Text("Varför den förlorades", "Why it was lost"), one.lostReason(), 1000)
                .freeFields(fields, OpportunityFields.OWNER, one.freeFields());
    }

    @Override
    public void save(UUID record, SentForm sent) {
        Opportunity old = opportunities.get(record);
        String stage = sent.text("stage");
        Stage to = stage == null ? null : Input.constant("stage", Stage.class, stage);
        // what only a closed one has goes when it is opened again; the probability is the new stage's unless a new one
        // was written
        boolean opened = to != null && !to.closed() && old.stage().closed();
        Integer percent = percent(sent.text("probability"));
        boolean same = percent != null && percent == old.probability() && to != old.stage();
        opportunities.update(
                record,
                sent.version(),
                new OpportunityDraft(
                        old.contact(),
                        old.company(),
                        sent.text("name"),
                        sent.text("notes"),
                        to,
                        same ? null : percent,
                        sent.amount("amount"),
                        sent.text("currency"),
                        sent.day("expectedOn"),
                        opened ? null : sent.day("closedOn"),
                        opened ? null : sent.text("lostReason"),
                        sent.text("owner"),
                        sent.freeFields(fields, OpportunityFields.OWNER)));
    }

    private static @Nullable Integer percent(@Nullable String text) {
        String plain = text == null ? "" : text.replace("%", "").strip();
        if (plain.isEmpty()) {
            return null;
        }
        if (!plain.matches("[0-9]{1,3}")) {
            throw GallraException.invalid(
                    "probability", new Text("Ange 0 till 100 procent.", "Give 0 to 100 percent."));
        }
        return Integer.valueOf(plain);
    }
}
