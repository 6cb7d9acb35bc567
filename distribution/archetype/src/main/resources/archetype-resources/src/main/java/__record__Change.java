package ${package};

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

/** The page on which one is changed; the server draws the rest of it and keeps what was typed when it is refused. */
@Component
public final class ${record}Change implements UiRecordForm {

    /** Where the page is, for links. */
    static final String FORM = "${artifactId}/${records}";

    private final ${record}Service service;

    /** Optional: without it there are no free fields. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FreeFieldForms fields;

    /** Takes the service. */
    @Activate
    public ${record}Change(@Reference ${record}Service service) {
        this.service = service;
    }

    @Override
    public String path() {
        return "${records}";
    }

    @Override
    public Text title() {
        return new Text("Ändra", "Change");
    }

    @Override
    public void draw(UUID id, RecordForm form) throws IOException {
        ${record}Service.${record} one = service.get(id);
        form.version(one.version())
                .line("subject", new Text("Ämne", "Subject"), one.subject(), 200, true)
                .day("happenedOn", new Text("Dag", "Day"), one.happenedOn(), false)
                .lines("note", new Text("Anteckning", "Note"), one.note(), 4000)
                .freeFields(fields, ${record}Fields.OWNER, one.freeFields());
    }

    @Override
    public void save(UUID id, SentForm sent) {
        service.update(
                id,
                sent.version(),
                new ${record}Service.Change(
                        sent.text("subject"),
                        sent.text("note"),
                        sent.day("happenedOn"),
                        sent.freeFields(fields, ${record}Fields.OWNER)));
    }
}
