package org.gallra.api.audit;

import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/** What an act is about, by which entries are looked up. */
@ProviderType
public enum AuditKind {
    /** What cannot be undone: anonymizations, deletions, and what decides about them. */
    ERASURE(new Text("Radering och anonymisering", "Erasure")),
    /** Data that was looked up as a whole, or left the system. */
    EXPORT(new Text("Utdrag och export", "Extracts and exports")),
    /** Rules that anonymize, and their runs. */
    RULE(new Text("Regler", "Rules")),
    /** Holds and restrictions. */
    HOLD(new Text("Stopp och begränsningar", "Holds and restrictions")),
    /** Users, roles, rights and integrations. */
    RIGHTS(new Text("Användare och rättigheter", "Users and rights")),
    /** Logins and what proves who somebody is. */
    LOGIN(new Text("Inloggning", "Login")),
    /** Settings of the system. */
    SETTING(new Text("Inställningar", "Settings"));

    private final Text label;

    AuditKind(Text label) {
        this.label = label;
    }

    /** Returns what people call it. */
    public Text label() {
        return label;
    }
}
