package org.gallra.exports;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.LoginService;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.gallra.api.extract.ExportService;
import org.gallra.api.extract.ExtractOrder;
import org.gallra.api.extract.ExtractService;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.exports.ExportStore.Claim;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Exports in the database: whose they are, by which link they are fetched, and that they are gone when they have to be. */
@Component(service = {ExportService.class, DatabaseExportService.class})
public final class DatabaseExportService implements ExportService {

    private static final int LONGEST_LINK = 100;

    private final Database database;
    private final ExportStore store;
    private final Runnable wake;
    private final ExtractService extracts;
    private final ContactDirectory directory;
    private final AccessControl access;
    private final LoginService logins;
    private final Clock clock;

    /** Set by the framework before anybody calls; tests without one write nothing. */
    @Reference
    AuditLog audit = AuditLog.NONE;

    /** Waits for the tables. */
    @Activate
    public DatabaseExportService(
            @Reference Database database,
            @Reference ExportWork work,
            @Reference ExtractService extracts,
            @Reference ContactDirectory directory,
            @Reference AccessControl access,
            @Reference LoginService logins,
            @Reference(target = "(gallra.schema=org.gallra.exports)") SchemaReady schema) {
        this(database, work::wake, extracts, directory, access, logins, Clock.systemUTC());
    }

    DatabaseExportService(
            Database database,
            Runnable wake,
            ExtractService extracts,
            ContactDirectory directory,
            AccessControl access,
            LoginService logins,
            Clock clock) {
        this.database = database;
        this.store = new ExportStore(database);
        this.wake = wake;
        this.extracts = extracts;
        this.directory = directory;
        this.access = access;
        this.logins = logins;
        this.clock = clock;
    }

    @Override
    public Linked order(
            @Nullable List<ContactId> contacts, @Nullable ContactFilter filter, String format, ExtractOrder order) {
        Caller caller = access.require(Permission.EXTRACT);
        if (order.othersShown()) {
            throw GallraException.invalid(
                    "othersShown",
                    new Text(
                            "Andra personers uppgifter är alltid dolda i en export som sparas. Exportera personen direkt i stället.",
                            "Other people are always masked in an export that is kept. Export the person directly instead."));
        }
        ExtractService.Format written = extracts.format(format);
        List<String> known = extracts.parts().stream().map(p -> p.record()).toList();
        if (!known.containsAll(order.leftOut())) {
            throw GallraException.invalid(
                    "leftOut",
                    new Text(
                            "En del som ska utelämnas finns inte. Hämta listan från extract-parts.",
                            "A part that shall be left out does not exist. Fetch the list from extract-parts."));
        }
        String link = Links.random();
        Kept wanted = new Kept(
                0,
                UUID.randomUUID(),
                State.MAKING,
                caller.userName(),
                ExportStore.micros(clock.instant()),
                written.id(),
                written.extension(),
                order,
                0,
                0,
                0,
                null,
                null);
        Kept kept = database.inTransaction(connection -> {
            Kept created = store.create(wanted, Links.hash(link), selected(contacts, filter));
            audit.record(AuditEntry.of(ExportActs.ORDERED)
                    .on("export", created.id())
                    .count("contacts", created.people())
                    .details(written.id()));
            return created;
        });
        wake.run();
        return new Linked(kept.shown(), link);
    }

    private SqlFragment selected(@Nullable List<ContactId> contacts, @Nullable ContactFilter filter) {
        if (contacts == null) {
            return directory.select(filter == null ? ContactFilter.ALL : filter);
        }
        List<ContactId> ids = List.copyOf(new LinkedHashSet<>(contacts));
        if (ids.isEmpty() || ids.size() > MOST) {
            throw GallraException.invalid(
                    "contacts",
                    new Text("Välj 1 till " + MOST + " kontaktpersoner.", "Choose 1 to " + MOST + " contacts."));
        }
        Map<ContactId, Long> keys = directory.contactKeys(ids);
        if (keys.size() < ids.size()) {
            throw ContactId.unknown();
        }
        return ExportStore.keys(keys.values());
    }

    @Override
    public List<Export> list() {
        Caller caller = access.require(Permission.EXTRACT);
        store.settleErased(clock.instant());
        return store.latest(administrates(caller) ? null : caller.userName()).stream()
                .map(Kept::shown)
                .toList();
    }

    /** Returns how many exports the caller can fetch. */
    long waiting() {
        return store.ready(access.require(Permission.EXTRACT).userName());
    }

    @Override
    public Export get(UUID id) {
        return visible(id).shown();
    }

    @Override
    public Export find(String link) {
        return linked(link).shown();
    }

    @Override
    public Linked link(UUID id) {
        Kept kept = visible(id);
        if (!kept.orderedBy().equals(access.caller().userName())) {
            throw unknown();
        }
        String link = Links.random();
        if (!store.link(kept.key(), Links.hash(link))) {
            throw gone(kept);
        }
        return new Linked(kept.shown(), link);
    }

    @Override
    public void discard(UUID id) {
        Kept kept = visible(id);
        store.end(kept.key(), State.DISCARDED, clock.instant());
        audit.record(AuditEntry.of(ExportActs.DISCARDED).on("export", id));
    }

    @Override
    public Fetching fetch(String link, String password) {
        Kept kept = linked(link);
        if (kept.state() == State.MAKING) {
            throw GallraException.conflict(new Text(
                    "Exporten är inte klar. Försök igen om en stund.",
                    "The export is not ready. Try again in a while."));
        }
        Instant now = clock.instant();
        if (kept.state() != State.READY || (kept.expiresAt() != null && !now.isBefore(kept.expiresAt()))) {
            throw gone(kept);
        }
        logins.confirm(password);
        Claim claim = store.claimFetching(kept.key(), now);
        if (claim == null) {
            throw GallraException.conflict(
                    new Text("Exporten hämtas just nu.", "The export is being fetched at this moment."));
        }
        audit.record(AuditEntry.of(ExportActs.FETCHED).on("export", kept.id()).count("contacts", kept.people()));
        return new ZipFetching(store, claim, kept, clock);
    }

    /** Returns the caller's own export; what is somebody else's is not there. */
    private Kept linked(String link) {
        Caller caller = access.require(Permission.EXTRACT);
        store.settleErased(clock.instant());
        Kept kept = link.isEmpty() || link.length() > LONGEST_LINK ? null : store.byLink(Links.hash(link));
        if (kept == null || !kept.orderedBy().equals(caller.userName())) {
            throw unknown();
        }
        return kept;
    }

    private Kept visible(UUID id) {
        Caller caller = access.require(Permission.EXTRACT);
        store.settleErased(clock.instant());
        Kept kept = store.find(id);
        if (kept == null || (!administrates(caller) && !kept.orderedBy().equals(caller.userName()))) {
            throw unknown();
        }
        return kept;
    }

    private static boolean administrates(Caller caller) {
        return caller.role() == Role.SYSTEM_ADMINISTRATOR;
    }

    static GallraException unknown() {
        return GallraException.notFound(new Text(
                "Länken leder inte till någon export: den är hämtad, borttagen eller någon annans.",
                "The link leads to no export: it was fetched or removed, or is somebody else's."));
    }

    private static GallraException gone(Kept kept) {
        State state = kept.state() == State.READY ? State.EXPIRED : kept.state();
        return new GallraException(
                GallraException.Code.GONE,
                new Text(
                        "Exporten finns inte kvar: " + state.label().sv() + ".",
                        "The export is gone: " + state.label().en() + "."));
    }
}
