package org.gallra.processing;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import javax.persistence.EntityManager;
import javax.persistence.LockModeType;
import org.apache.aries.jpa.template.JpaTemplate;
import org.apache.aries.jpa.template.TransactionType;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Permission;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.processing.ControllerDetails;
import org.gallra.api.processing.ControllerDraft;
import org.gallra.api.processing.ProcessingDefaults;
import org.gallra.api.processing.ProcessingRecord;
import org.gallra.api.processing.ProcessingService;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Keeps the controller's details through JPA, and makes the record at each request. */
@Component(service = ProcessingService.class)
public final class JpaProcessingService implements ProcessingService {

    private final JpaTemplate jpa;
    private final Database database;
    private final PersonalDataRegister register;
    private final AccessControl access;
    private final Clock clock = Clock.systemUTC();

    /** Set by the framework before anybody calls; tests without one write nothing. */
    @Reference
    AuditLog audit = AuditLog.NONE;

    /** Waits for the table. */
    @Activate
    public JpaProcessingService(
            @Reference(target = "(osgi.unit.name=org.gallra.processing)") JpaTemplate jpa,
            @Reference Database database,
            @Reference PersonalDataRegister register,
            @Reference AccessControl access,
            @Reference(target = "(gallra.schema=org.gallra.processing)") SchemaReady schema) {
        this.jpa = jpa;
        this.database = database;
        this.register = register;
        this.access = access;
    }

    @Override
    public ControllerDetails controller() {
        access.require(Permission.READ);
        return jpa.txExpr(TransactionType.Required, em -> {
            ControllerEntity entity = find(em, LockModeType.NONE);
            return entity == null ? ControllerEntity.empty().details() : entity.details();
        });
    }

    @Override
    public ControllerDetails update(long version, ControllerDraft draft) {
        access.require(Permission.ADMINISTER);
        ControllerDraft clean = Drafts.clean(draft);
        return database.inTransaction(connection -> jpa.txExpr(TransactionType.Required, em -> {
            ControllerEntity entity = find(em, LockModeType.PESSIMISTIC_WRITE);
            boolean missing = entity == null;
            if (entity == null) {
                entity = ControllerEntity.empty();
            }
            if (entity.version != version) {
                throw new GallraException(
                        GallraException.Code.STALE,
                        new Text(
                                "Någon annan har ändrat uppgifterna. Hämta dem igen och gör om ändringen.",
                                "Someone else has changed this. Fetch it again and repeat the change."));
            }
            entity.write(
                    clean,
                    Objects.requireNonNullElse(clean.contactDefaults(), ProcessingDefaults.NONE),
                    Objects.requireNonNullElse(clean.userDefaults(), ProcessingDefaults.NONE),
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
            if (missing) {
                em.persist(entity);
            }
            em.flush();
            audit.record(AuditEntry.of(ProcessingActs.CONTROLLER));
            return entity.details();
        }));
    }

    @Override
    public ProcessingRecord record() {
        return Recorder.record(register.snapshot(), controller(), clock.instant());
    }

    /** Returns the row, or null if the rows of this bundle were erased while it was away. */
    private static @Nullable ControllerEntity find(EntityManager em, LockModeType lock) {
        return em.find(ControllerEntity.class, ControllerEntity.ONLY, lock);
    }
}
