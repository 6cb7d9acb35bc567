package org.gallra.api.access;

import java.util.EnumSet;
import java.util.Set;
import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/** What a user is, and the rights that follow. Source: PRIVACY.md rule 24 and DESIGN.md 7. */
@ProviderType
public enum Role {
    /** Everything; alone may anonymize, set rules, define fields and manage users. */
    SYSTEM_ADMINISTRATOR(new Text("Systemadministratör", "System administrator"), EnumSet.allOf(Permission.class)),
    /** Daily work and extracts; deletes only if the right is granted to the user. */
    USER(
            new Text("Användare", "User"),
            EnumSet.of(Permission.READ, Permission.WRITE, Permission.EXTRACT, Permission.IMPORT)),
    /** Reads. */
    READER(new Text("Läsare", "Reader"), EnumSet.of(Permission.READ));

    private final Text label;
    private final Set<Permission> permissions;

    Role(Text label, Set<Permission> permissions) {
        this.label = label;
        this.permissions = Set.copyOf(permissions);
    }

    /** Returns the name shown to people. */
    public Text label() {
        return label;
    }

    /** Returns the rights that come with the role, without those granted to single users. */
    public Set<Permission> permissions() {
        return permissions;
    }
}
