package org.gallra.api.erasure;

import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/** The two ways to forget; they differ in one column of the plan. */
@ProviderType
public enum ErasureAction {
    /** Values that lead to the person go, the rows stay for statistics (PRIVACY.md rules 16 to 23). */
    ANONYMIZE(new Text("Anonymisering", "Anonymization")),
    /** The rows go (PRIVACY.md rules 25 to 28). */
    DELETE(new Text("Radering", "Deletion"));

    private final Text label;

    ErasureAction(Text label) {
        this.label = label;
    }

    /** Returns the name shown to people. */
    public Text label() {
        return label;
    }
}
