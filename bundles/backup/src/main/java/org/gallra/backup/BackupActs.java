package org.gallra.backup;

import org.gallra.api.Text;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. A backup is a copy of everything, so it counts as an export. */
enum BackupActs implements AuditAct {
    BEGUN("backup.begun", AuditKind.EXPORT, "Säkerhetskopia påbörjad", "Backup begun"),
    FAILED("backup.failed", AuditKind.EXPORT, "Säkerhetskopia misslyckad", "Backup failed"),
    PRUNED("backup.pruned", AuditKind.EXPORT, "Gamla säkerhetskopior borttagna", "Old backups removed"),
    DRILLED("backup.drilled", AuditKind.EXPORT, "Återställningsövning gjord", "Restore drill made");

    private final String code;
    private final AuditKind kind;
    private final Text label;

    BackupActs(String code, AuditKind kind, String sv, String en) {
        this.code = code;
        this.kind = kind;
        this.label = new Text(sv, en);
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public AuditKind kind() {
        return kind;
    }

    @Override
    public Text label() {
        return label;
    }
}
