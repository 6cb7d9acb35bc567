package org.gallra.api.rule;

import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/** Who decides that what a rule found is done. */
@ProviderType
public enum RuleMode {
    /** An administrator approves each run. */
    PROPOSAL(new Text("Förslag att godkänna", "Proposal to approve")),
    /** Nobody: the run is executed at once. */
    AUTOMATIC(new Text("Automatiskt", "Automatic"));

    private final Text label;

    RuleMode(Text label) {
        this.label = label;
    }

    /** Returns the name shown to people. */
    public Text label() {
        return label;
    }
}
