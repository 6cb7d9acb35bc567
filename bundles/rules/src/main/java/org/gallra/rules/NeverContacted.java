package org.gallra.rules;

import java.time.Instant;
import org.gallra.api.Text;
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

    /** Takes the register, which knows what counts as contact. */
    @Activate
    public NeverContacted(@Reference PersonalDataRegister register) {
        this.register = register;
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
    public boolean inverted(Arguments arguments) {
        return true;
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
        return register.contactMoments(Instant.EPOCH, now);
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now, long contact) {
        return register.contactMoments(Instant.EPOCH, now, contact);
    }

    @Override
    public SqlFragment select(Database.Kind kind, Arguments arguments, Instant now, SqlFragment contacts) {
        return register.contactMoments(Instant.EPOCH, now, contacts);
    }
}
