package org.gallra.activity;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
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

/** The page on which an activity is changed; whom it concerns stays. */
@Component
public final class ChangeActivity implements UiRecordForm {

    /** Where the page is, for links. */
    static final String FORM = "org.gallra.activity/activities";

    private static final List<Choice> TYPES = Arrays.stream(ActivityType.values())
            .map(t -> new Choice(t.name(), t.label()))
            .toList();

    private final ActivityService activities;

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms fields;

    /** Takes the service. */
    @Activate
    public ChangeActivity(@Reference ActivityService activities) {
        this.activities = activities;
    }

    @Override
    public String path() {
        return "activities";
    }

    @Override
    public Text title() {
        return new Text("Ändra aktivitet", "Change activity");
    }

    @Override
    public void draw(UUID record, RecordForm form) throws IOException {
        Activity one = activities.get(record);
        form.version(one.version())
                .line("subject", new Text("Ämne", "Subject"), one.subject(), 200, true)
                .choice("type", new Text("Typ", "Type"), one.type().name(), TYPES)
                .time("dueAt", new Text("Planerad tid", "Planned for"), one.dueAt(), false)
                .time("doneAt", new Text("Gjord", "Done"), one.doneAt(), false)
                .line("place", new Text("Plats", "Place"), one.place(), 200, false)
                .line("owner", new Text("Ansvarig", "Responsible"), one.owner(), 64, false)
                .lines("notes", new Text("Anteckningar", "Notes"), one.notes(), 8000)
                .lines("outcome", new Text("Resultat", "Outcome"), one.outcome(), 1000)
                .freeFields(fields, ActivityFields.OWNER, one.freeFields());
    }

    @Override
    public void save(UUID record, SentForm sent) {
        Activity old = activities.get(record);
        String type = sent.text("type");
        activities.update(
                record,
                sent.version(),
                new ActivityDraft(
                        type == null ? null : Input.constant("type", ActivityType.class, type),
                        old.contact(),
                        old.company(),
                        sent.text("subject"),
                        sent.text("notes"),
                        sent.text("place"),
                        sent.text("outcome"),
                        sent.time("dueAt", old.dueAt()),
                        sent.time("doneAt", old.doneAt()),
                        sent.text("owner"),
                        sent.freeFields(fields, ActivityFields.OWNER)));
    }
}
