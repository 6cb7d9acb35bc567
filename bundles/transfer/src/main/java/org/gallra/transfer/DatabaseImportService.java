package org.gallra.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.contact.CompanyService;
import org.gallra.api.contact.ContactMatcher;
import org.gallra.api.contact.ContactService;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.StorageException;
import org.gallra.api.persistence.Worker;
import org.gallra.api.suppression.Readmission;
import org.gallra.api.transfer.ImportService;
import org.gallra.transfer.ImportStore.Stored;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports whose file and counts stand in the database. One file is worked on at a time: two files with the same people
 * must not both create them, and a large file needs memory.
 */
@Component(service = ImportService.class)
public final class DatabaseImportService implements ImportService {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseImportService.class);
    private static final int MAX_BYTES = 50 * 1024 * 1024;
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration REMEMBERED = Duration.ofMinutes(2);
    private static final Set<Field> NAMING = Set.of(
            Field.FIRST_NAME, Field.LAST_NAME, Field.FULL_NAME, Field.EMAIL, Field.MORE_EMAIL, Field.COMPANY_NAME);

    private final ImportStore store;
    private final Database database;
    private final AccessControl access;
    private final ContactMatcher matcher;
    private final ContactService contacts;
    private final CompanyService companies;
    private final FreeTargets free;
    private final Clock clock = Clock.systemUTC();
    private final Object oneAtATime = new Object();
    /** One is worked on while another comes in: a file takes a multiple of its size. */
    private final Turnstile uploads = new Turnstile(2, Duration.ofSeconds(20));

    private final Worker cleaner = new Worker("gallra-import-cleaner");

    /** The plan that was made last, so that paging through it does not read the file for each page. */
    private volatile @Nullable Remembered remembered;

    private record Remembered(UUID id, Instant at, ImportPlan plan) {}

    /** Waits for the tables; takes up what an end of the process broke off. */
    @Activate
    public DatabaseImportService(
            @Reference Database database,
            @Reference AccessControl access,
            @Reference ContactMatcher matcher,
            @Reference ContactService contacts,
            @Reference CompanyService companies,
            @Reference FreeTargets free,
            @Reference(target = "(gallra.schema=org.gallra.transfer)") SchemaReady schema) {
        this.database = database;
        this.access = access;
        this.matcher = matcher;
        this.contacts = contacts;
        this.companies = companies;
        this.free = free;
        this.store = new ImportStore(database);
        store.failRunning();
        cleaner.scheduleWithFixedDelay(this::purge, 1, 30, TimeUnit.MINUTES);
    }

    /** Stops the cleaning of old files. */
    @Deactivate
    public void stop() {
        cleaner.end(Duration.ofSeconds(5));
    }

    @Override
    public List<Target> targets() {
        access.require(Permission.IMPORT);
        return Stream.concat(Field.values().stream(), free.fields().stream())
                .map(f -> new Target(f.target, f.label))
                .toList();
    }

    @Override
    public Import upload(@Nullable String fileName, InputStream content) {
        Caller caller = access.require(Permission.IMPORT);
        return uploads.pass(() -> taken(caller, content));
    }

    private Import taken(Caller caller, InputStream content) {
        byte[] bytes = bytes(content);
        synchronized (oneAtATime) {
            Sheet sheet = Sheet.read(bytes);
            List<@Nullable Field> fields = Proposal.of(sheet, free::named);
            ImportPlan plan = plan(sheet, fields);
            UUID id = UUID.randomUUID();
            store.create(id, sheet, fields, plan, bytes, caller.userName(), clock.instant());
            remembered = new Remembered(id, clock.instant(), plan);
            return shown(found(id), sheet);
        }
    }

    @Override
    public List<Import> list() {
        Caller caller = access.require(Permission.IMPORT);
        return store.newest(administrates(caller) ? null : caller.userName()).stream()
                .map(s -> shown(s, null))
                .toList();
    }

    @Override
    public Import get(UUID id) {
        Stored stored = own(id);
        boolean samples = !stored.columns().isEmpty() && isCreator(stored);
        if (!samples) {
            return shown(stored, null);
        }
        synchronized (oneAtATime) {
            return shown(stored, sheet(stored));
        }
    }

    @Override
    public Import map(UUID id, Map<Integer, String> targets) {
        Stored stored = own(id);
        if (stored.state() != State.READY) {
            throw notReady();
        }
        synchronized (oneAtATime) {
            Sheet sheet = sheet(stored);
            List<@Nullable Field> fields = fields(sheet.columns().size(), targets);
            ImportPlan plan = plan(sheet, fields);
            store.remap(stored.key(), sheet, fields, plan);
            remembered = new Remembered(id, clock.instant(), plan);
            return shown(found(id), isCreator(stored) ? sheet : null);
        }
    }

    @Override
    public Page<PreviewRow> preview(UUID id, @Nullable Outcome outcome, @Nullable String cursor, int limit) {
        Stored stored = own(id);
        if (!isCreator(stored)) {
            throw new GallraException(
                    GallraException.Code.FORBIDDEN,
                    new Text(
                            "Bara den som laddade upp filen får se dess rader.",
                            "Only the user who uploaded the file may see its rows."));
        }
        if (limit < 1 || limit > 200) {
            throw GallraException.invalid("limit", new Text("Ange 1 till 200.", "Give 1 to 200."));
        }
        int from = start(cursor, stored.rows());
        ImportPlan plan = planOf(stored);
        int[] matching = IntStream.range(0, plan.entries.size())
                .filter(i -> outcome == null || plan.outcome(i) == outcome)
                .toArray();
        int[] page =
                Arrays.stream(matching).filter(i -> i >= from).limit(limit + 1L).toArray();
        List<PreviewRow> rows =
                Arrays.stream(page).limit(limit).mapToObj(plan::preview).toList();
        long total = Math.min(matching.length, 10_000);
        return new Page<>(
                rows, page.length > limit ? Integer.toString(page[limit]) : null, total, matching.length > total);
    }

    @Override
    public Import run(UUID id, @Nullable Readmission readmission) {
        Stored stored = own(id);
        access.require(Permission.WRITE);
        if (readmission != null) {
            access.require(Permission.ADMINISTER);
        }
        if (!store.start(stored.key())) {
            throw stored.state() == State.DONE ? gone() : notReady();
        }
        remembered = null;
        boolean done = false;
        try {
            synchronized (oneAtATime) {
                ImportPlan plan = plan(sheet(stored), stored.fields());
                new ImportRun(plan, database, contacts, companies, readmission).write();
                store.finish(stored.key(), plan);
            }
            done = true;
        } finally {
            if (!done) {
                store.fail(stored.key());
            }
        }
        return shown(found(id), null);
    }

    @Override
    public void discard(UUID id) {
        Stored stored = own(id);
        if (!store.delete(stored.key())) {
            throw GallraException.conflict(new Text(
                    "Importen pågår. Vänta tills den är klar.", "The import is running. Wait until it is done."));
        }
        remembered = null;
    }

    private void purge() {
        try {
            store.purge(clock.instant().minus(KEPT));
            Remembered last = remembered;
            if (last != null && last.at.isBefore(clock.instant().minus(REMEMBERED))) {
                remembered = null;
            }
        } catch (StorageException e) {
            LOG.warn(
                    "Old files of imports could not be deleted (SQL state {}); the next try is in 30 minutes",
                    e.sqlState());
        }
    }

    private ImportPlan planOf(Stored stored) {
        Remembered last = remembered;
        Instant oldest = clock.instant().minus(REMEMBERED);
        if (last != null && last.id.equals(stored.id()) && last.at.isAfter(oldest)) {
            return last.plan;
        }
        synchronized (oneAtATime) {
            ImportPlan plan = plan(sheet(stored), stored.fields());
            remembered = new Remembered(stored.id(), clock.instant(), plan);
            return plan;
        }
    }

    private ImportPlan plan(Sheet sheet, List<@Nullable Field> fields) {
        List<Entry> entries = sheet.rows().stream()
                .map(row -> RowMapper.map(sheet, fields, row, matcher, free))
                .toList();
        ImportPlan plan = Planner.plan(entries, matcher);
        free.refuse(plan);
        LeftOut.of(sheet, fields).forEach(plan::issue);
        return plan;
    }

    private Sheet sheet(Stored stored) {
        byte[] bytes = store.file(stored.key());
        if (bytes.length == 0) {
            throw gone();
        }
        return Sheet.read(bytes);
    }

    private List<@Nullable Field> fields(int width, Map<Integer, String> targets) {
        List<Field> known = free.fields();
        List<@Nullable Field> fields = new ArrayList<>(Collections.nCopies(width, null));
        targets.forEach((index, target) -> {
            if (index < 0 || index >= width) {
                throw GallraException.invalid(
                        "column",
                        new Text(
                                "Filen har kolumnerna 0 till " + (width - 1) + ".",
                                "The file has the columns 0 to " + (width - 1) + "."));
            }
            if (target == null || target.isBlank()) {
                return;
            }
            Field field = Field.named(target);
            if (field == null || (field.freeKey() != null && !known.contains(field))) {
                throw GallraException.invalid(
                        "target",
                        new Text(
                                "Ett fält finns inte. Hämta listan över fält från imports/targets.",
                                "There is no such field. Fetch the list of fields from imports/targets."));
            }
            if (!field.many && fields.contains(field)) {
                throw GallraException.invalid(
                        "target",
                        new Text(
                                "Två kolumner går till " + field.label.sv() + ". Välj en av dem.",
                                "Two columns go to " + field.label.en() + ". Choose one of them."));
            }
            fields.set(index, field);
        });
        if (fields.stream().noneMatch(f -> f != null && NAMING.contains(f))) {
            throw GallraException.invalid(
                    "target",
                    new Text(
                            "Ange vilken kolumn som har namn eller e-postadress.",
                            "Say which column holds the name or the e-mail address."));
        }
        return fields;
    }

    private static int start(@Nullable String cursor, long rows) {
        if (cursor == null) {
            return 0;
        }
        if (cursor.matches("\\d{1,6}") && Integer.parseInt(cursor) <= rows) {
            return Integer.parseInt(cursor);
        }
        throw GallraException.invalid(
                "cursor",
                new Text(
                        "Sidhänvisningen hör inte hit. Börja om från första sidan.",
                        "The cursor does not belong here. Start again with the first page."));
    }

    private static byte[] bytes(InputStream content) {
        try {
            byte[] bytes = content.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new GallraException(
                        GallraException.Code.TOO_LARGE,
                        new Text(
                                "Filen är större än 50 MB. Dela upp den eller exportera utan bilder.",
                                "The file is larger than 50 MB. Split it or export it without pictures."));
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("The upload broke off", e);
        }
    }

    private Stored own(UUID id) {
        Caller caller = access.require(Permission.IMPORT);
        Stored stored = found(id);
        if (!administrates(caller) && !stored.createdBy().equals(caller.userName())) {
            throw unknown();
        }
        return stored;
    }

    private Stored found(UUID id) {
        Stored stored = store.find(id);
        if (stored == null) {
            throw unknown();
        }
        return stored;
    }

    private boolean isCreator(Stored stored) {
        return stored.createdBy().equals(access.caller().userName());
    }

    private static boolean administrates(Caller caller) {
        return caller.role() == Role.SYSTEM_ADMINISTRATOR;
    }

    private static Import shown(Stored s, @Nullable Sheet sheet) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < s.columns().size(); i++) {
            Field field = s.columns().get(i).field();
            columns.add(new Column(
                    i,
                    s.columns().get(i).heading(),
                    field == null ? null : field.target,
                    sheet == null ? List.of() : samples(sheet, i)));
        }
        return new Import(
                s.id(),
                s.state(),
                s.format(),
                s.encoding(),
                s.delimiter(),
                s.createdAt(),
                s.createdBy(),
                s.rows(),
                columns,
                s.counts(),
                s.newCompanies(),
                s.issues(),
                s.issueCount());
    }

    private static List<String> samples(Sheet sheet, int column) {
        return sheet.rows().stream()
                .map(r -> Cells.line(r.cell(column)))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .map(v -> v.length() <= 60 ? v : v.substring(0, 60))
                .distinct()
                .limit(3)
                .toList();
    }

    static GallraException unknown() {
        return GallraException.notFound(new Text(
                "Importen finns inte (längre). Ladda upp filen igen.",
                "There is no such import (any more). Upload the file again."));
    }

    private static GallraException notReady() {
        return GallraException.conflict(new Text(
                "Importen pågår eller är redan klar. Ladda upp filen igen om den ska läsas in en gång till.",
                "The import is running or done already. Upload the file again to import it once more."));
    }

    private static GallraException gone() {
        return GallraException.conflict(new Text(
                "Filen är inläst och borttagen; bara antalen finns kvar. Ladda upp den igen.",
                "The file is imported and deleted; only the counts are left. Upload it again."));
    }
}
