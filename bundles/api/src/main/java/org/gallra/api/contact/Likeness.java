package org.gallra.api.contact;

import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/** Why two contacts may be the same person, the strongest reason first. */
@ProviderType
public enum Likeness {
    /** Both have the same e-mail address. */
    EMAIL(new Text("Samma e-postadress", "Same e-mail address")),
    /** The mobile number of one is a number of the other. */
    PHONE(new Text("Samma mobilnummer", "Same mobile number")),
    /** Both have the same name. */
    NAME(new Text("Samma namn", "Same name"));

    private final Text label;

    Likeness(Text label) {
        this.label = label;
    }

    /** Returns the reason as shown to people. */
    public Text label() {
        return label;
    }
}
