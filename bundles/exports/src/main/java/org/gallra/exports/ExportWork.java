package org.gallra.exports;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.access.UserService;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.extract.ExportService.State;
import org.gallra.api.extract.ExtractService;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.Worker;
import org.gallra.exports.ExportStore.Claim;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes exports, one after the other on each node, and removes what is too old or about somebody who was erased. An export that a stopped
 * or broken node left is made to its end by the next one that looks. Immediate because nobody asks for that.
 */
@Component(service = ExportWork.class, immediate = true, configurationPid = "org.gallra.exports")
public final class ExportWork {

    private static final Logger LOG = LoggerFactory.getLogger(ExportWork.class);
    private static final int EACH_SECONDS = 30;
    private static final Duration STUCK = Duration.ofDays(1);
    private static final Duration PROOF = Duration.ofDays(365);
    private static final int LONGEST_HOURS = 24 * 30;

    private final ExportStore store;
    private final ExtractService extracts;
    private final ContactDirectory directory;
    private final AccessControl access;
    private final UserService users;
    private final Clock clock;
    private final Duration kept;
    private volatile boolean stopped;
    private final Worker worker = new Worker("gallra-exports");

    /** How long exports are kept. */
    public @interface Settings {
        /** Returns for how many hours an export can be fetched; 1 to 720. */
        int keptHours() default 24;
    }

    /** Looks twice a minute. */
    @Activate
    public ExportWork(
            Settings settings,
            @Reference Database database,
            @Reference ExtractService extracts,
            @Reference ContactDirectory directory,
            @Reference AccessControl access,
            @Reference UserService users,
            @Reference(target = "(gallra.schema=org.gallra.exports)") SchemaReady schema) {
        this(database, extracts, directory, access, users, Clock.systemUTC(), hours(settings.keptHours()));
        worker.scheduleWithFixedDelay(this::look, 1, EACH_SECONDS, TimeUnit.SECONDS);
    }

    ExportWork(
            Database database,
            ExtractService extracts,
            ContactDirectory directory,
            AccessControl access,
            UserService users,
            Clock clock,
            Duration kept) {
        this.store = new ExportStore(database);
        this.extracts = extracts;
        this.directory = directory;
        this.access = access;
        this.users = users;
        this.clock = clock;
        this.kept = kept;
    }

    private static Duration hours(int wanted) {
        int hours = Math.max(1, Math.min(LONGEST_HOURS, wanted));
        if (hours != wanted) {
            LOG.warn("keptHours is {} and has to be from 1 to {}; {} is taken", wanted, LONGEST_HOURS, hours);
        }
        return Duration.ofHours(hours);
    }

    /** Works no more; what is half made waits. */
    @Deactivate
    public void stop() {
        stopped = true;
        worker.end(Duration.ofSeconds(5));
    }

    /** Looks at once. */
    void wake() {
        try {
            worker.execute(this::look);
        } catch (RejectedExecutionException e) {
            LOG.debug("The bundle is being stopped; the export waits");
        }
    }

    private void look() {
        try {
            work();
        } catch (RuntimeException e) {
            LOG.warn("Exports could not be looked at: {}", e.getClass().getName());
        }
    }

    /** Removes what has to go, and makes what waits. */
    void work() {
        Instant now = clock.instant();
        store.settleErased(now);
        store.expire(now, now.minus(STUCK), now.minus(PROOF));
        Claim claim = stopped ? null : store.claimMaking(now);
        while (claim != null) {
            boolean whole = make(claim);
            claim = stopped || !whole ? null : store.claimMaking(clock.instant());
        }
    }

    /** Returns whether it went as it should; if not, it is tried again at the next look. */
    private boolean make(Claim claim) {
        try {
            Kept export = store.of(claim);
            Caller caller = caller(export.orderedBy());
            if (caller == null) {
                store.end(claim.key(), State.FAILED, clock.instant());
                return true;
            }
            ExportMaking making = new ExportMaking(store, extracts, directory, clock, claim, export);
            if (access.callAs(caller, () -> making.make(() -> stopped))) {
                Instant now = clock.instant();
                store.ready(claim, now, ExportStore.micros(now.plus(kept)));
                LOG.info("The export {} of {} people is made", export.id(), export.people());
            } else {
                store.release(claim);
            }
            return true;
        } catch (GoneException e) {
            store.release(claim);
            store.settleErased(clock.instant());
            return true;
        } catch (RuntimeException e) {
            LOG.warn(
                    "An export could not be made: {}; it is tried again",
                    e.getClass().getName());
            store.release(claim);
            return false;
        }
    }

    /** Returns the user with the rights of today, or null if there is no such user any more who may make extracts. */
    private @Nullable Caller caller(String userName) {
        return access.callAs(Caller.SYSTEM, users::list).stream()
                .filter(user -> user.active() && user.userName().equals(userName))
                .map(user -> {
                    Set<Permission> rights = EnumSet.copyOf(user.role().permissions());
                    rights.addAll(user.granted());
                    return new Caller(userName, user.role(), rights);
                })
                .filter(caller -> caller.may(Permission.EXTRACT))
                .findFirst()
                .orElse(null);
    }
}
