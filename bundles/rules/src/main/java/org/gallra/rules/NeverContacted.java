package org.gallra.rules;

import java.time.Instant;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.SelectionCriterion;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** There never was contact, by whatever any bundle declares to be contact. */
@Component
public final class NeverContacted implements SelectionCriterion {

    private final PersonalDataRegister register;
    private final ContactDirectory directory;

    /** Takes the register, which knows what counts as contact. */
    @Activate
    public NeverContacted(@Reference PersonalDataRegister register, @Reference ContactDirectory directory) {
        this.register = register;
        this.directory = directory;
    }

    @Override
    public String id() {
        return "core.never-contacted";
    }

    @Override
    public Text label() {
        return new Text("Aldrig kontaktad", "Never contacted");
    }

    @Override
    public Text words(Arguments arguments) {
        return new Text("aldrig kontaktad", "never contacted");
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
        SqlFragment everybody = directory.select(
                new ContactFilter(null, null, null, null, null, null, null, null, ContactFilter.Anonymized.INCLUDE));
        return SqlFragment.of("SELECT a.k FROM (")
                .append(everybody)
                .append(") a (k) EXCEPT SELECT e.k FROM (")
                .append(register.contactMoments(Instant.EPOCH, now))
                .append(") e (k)");
    }
}
