package org.gallra.sample.events;

import java.io.IOException;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeFieldForms;
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

/** The page on which a registration is changed; the core draws the rest of it and keeps what was typed when it is refused. */
@Component
public final class ChangeRegistration implements UiRecordForm {

    /** Where the page is, for links. */
    static final String FORM = "org.gallra.sample.events/registrations";

    private final Registrations registrations;

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms fields;

    /** Takes the service. */
    @Activate
    public ChangeRegistration(@Reference Registrations registrations) {
        this.registrations = registrations;
    }

    @Override
    public String path() {
        return "registrations";
    }

    @Override
    public Text title() {
        return new Text("Ändra anmälan", "Change registration");
    }

    @Override
    public void draw(UUID record, RecordForm form) throws IOException {
        Registrations.Registration one = registrations.get(record);
        form.version(one.version())
                .line("diet", new Text("Matpreferenser", "Dietary needs"), one.diet(), 200, false)
                .day("attendedOn", new Text("Deltog", "Attended"), one.attendedOn(), false)
                .lines("remark", new Text("Anmärkning", "Remark"), one.remark(), 8000)
                .freeFields(fields, RegistrationFields.OWNER, one.freeFields());
    }

    @Override
    public void save(UUID record, SentForm sent) {
        registrations.update(
                record,
                sent.version(),
                new Registrations.Change(
                        sent.text("diet"),
                        sent.text("remark"),
                        sent.day("attendedOn"),
                        sent.freeFields(fields, RegistrationFields.OWNER)));
    }
}
