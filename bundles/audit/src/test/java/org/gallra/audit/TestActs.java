package org.gallra.audit;

import org.gallra.api.Text;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** Two acts of a bundle. */
enum TestActs implements AuditAct {
    PLACED,
    LIFTED;

    @Override
    public String code() {
        return "test." + name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public AuditKind kind() {
        return AuditKind.HOLD;
    }

    @Override
    public Text label() {
        return new Text("Stopp " + this, "Hold " + this);
    }
}
