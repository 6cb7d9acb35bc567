package org.gallra.backup;

import org.gallra.api.audit.AuditAct;
import org.gallra.api.audit.AuditKind;

/** What of this bundle goes into the audit log. A backup is a copy of everything, so it counts as an export. */
final class BackupActs {

    static final AuditAct BEGUN =
            AuditAct.of("backup.begun", AuditKind.EXPORT, "Säkerhetskopia påbörjad", "Backup begun");
    static final AuditAct FAILED =
            AuditAct.of("backup.failed", AuditKind.EXPORT, "Säkerhetskopia misslyckad", "Backup failed");
    static final AuditAct PRUNED =
            AuditAct.of("backup.pruned", AuditKind.EXPORT, "Gamla säkerhetskopior borttagna", "Old backups removed");
    static final AuditAct DRILLED =
            AuditAct.of("backup.drilled", AuditKind.EXPORT, "Återställningsövning gjord", "Restore drill made");

    private BackupActs() {}
}
