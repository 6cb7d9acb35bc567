package org.gallra.api.suppression;

import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/** Why somebody may be entered again who was erased. A choice and no words, so that what is noted holds nothing personal. */
@ProviderType
public enum Readmission {
    /** The person herself has got in touch or consented anew. */
    OWN_WISH(new Text("Personen har själv hört av sig på nytt", "The person has got in touch again")),
    /** A contract or a law needs it. */
    OBLIGATION(new Text("Ett avtal eller en lag kräver det", "A contract or a law requires it")),
    /** The address or number belongs to somebody else by now. */
    OTHER_PERSON(new Text("Uppgiften tillhör numera någon annan", "The address or number is somebody else's by now")),
    /** The wrong person was erased. */
    MISTAKE(new Text("Fel person raderades", "The wrong person was erased"));

    private final Text label;

    Readmission(Text label) {
        this.label = label;
    }

    /** Returns the words shown to people. */
    public Text label() {
        return label;
    }
}
