package org.gallra.register;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.audit.AuditEntry;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.persistence.Worker;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.DepartedBundles;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables that departed bundles left behind.
 *
 * <p>Immediate because what was to be kept until a day is erased without anybody asking.
 */
@Component(service = DepartedBundles.class, immediate = true)
public final class KeptData implements DepartedBundles {

    private static final Logger LOG = LoggerFactory.getLogger(KeptData.class);

    private final Register register;
    private final Runnable look;
    private final Database database;
    private final AccessControl access;
    private final Departures departures;
    private final Clock clock;
    private final Worker worker = new Worker("gallra-departed");

    /** Set by the framework before anybody calls; tests without one write nothing. */
    @Reference
    AuditLog audit = AuditLog.NONE;

    /** Looks once an hour for what is due. */
    @Activate
    public KeptData(@Reference BundleRegister register, @Reference Database database, @Reference AccessControl access) {
        this(register.register(), register::refresh, database, access, Clock.systemUTC());
        worker.scheduleWithFixedDelay(this::eraseDue, 5, 60, TimeUnit.MINUTES);
    }

    /** Takes the register and the way to have it look again. */
    KeptData(Register register, Runnable look, Database database, AccessControl access, Clock clock) {
        this.register = register;
        this.look = look;
        this.database = database;
        this.access = access;
        this.clock = clock;
        this.departures = new Departures(database);
    }

    /** Stops to look. */
    @Deactivate
    public void stop() {
        worker.end(Duration.ofSeconds(10));
    }

    @Override
    public void check(String bundle) {
        departed(bundle);
    }

    @Override
    public Map<String, Long> rows(String bundle) {
        access.require(Permission.ADMINISTER);
        Declared declared = departed(bundle);
        return database.read(connection -> {
            Map<String, Long> rows = new LinkedHashMap<>();
            for (String table : tables(declared)) {
                rows.put(table, Sql.number(connection, SqlFragment.of("SELECT COUNT(*) FROM " + table)));
            }
            return rows;
        });
    }

    @Override
    public void keepUntil(String bundle, LocalDate until) {
        Caller caller = access.require(Permission.ADMINISTER);
        departed(bundle);
        if (!until.isAfter(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)) || until.getYear() > 2199) {
            throw GallraException.invalid(
                    "keepUntil",
                    new Text(
                            "Ange en dag efter i dag, före år 2200.", "Give a day after today, before the year 2200."));
        }
        database.inTransaction(connection -> {
            departures.keep(bundle, until, caller.userName(), clock.instant());
            audit.record(AuditEntry.of(ErasureActs.DEPARTED_KEPT).details(bundle));
            return true;
        });
        look.run();
    }

    @Override
    public void handOver(String bundle, OutputStream out) throws IOException {
        access.require(Permission.ADMINISTER);
        Declared declared = departed(bundle);
        audit.record(AuditEntry.of(ErasureActs.DEPARTED_HANDED_OVER).details(bundle));
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        try {
            database.read(connection -> {
                for (String table : tables(declared)) {
                    try {
                        zip.putNextEntry(new ZipEntry(table + ".csv"));
                        write(connection, table, new OutputStreamWriter(zip, StandardCharsets.UTF_8));
                        zip.closeEntry();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                return true;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        zip.finish();
    }

    @Override
    public Erased erase(String bundle) {
        Caller caller = access.require(Permission.ADMINISTER);
        access.require(Permission.ANONYMIZE);
        return erase(bundle, caller.userName());
    }

    @Override
    public List<Erased> erased() {
        access.require(Permission.ADMINISTER);
        return departures.erased();
    }

    private Erased erase(String bundle, String user) {
        Declared declared = departed(bundle);
        Set<String> own = tables(declared);
        if (declared.changelog() == null && !own.isEmpty()) {
            throw GallraException.conflict(new Text(
                    "Det är inte känt hur " + bundle
                            + " skapade sina tabeller. Installera tillägget en gång till och ta bort"
                            + " det igen, så kan uppgifterna raderas.",
                    "It is not known how " + bundle
                            + " made its tables. Install the bundle once more and remove it again, and"
                            + " its data can be erased."));
        }
        Erased erased = database.inNewTransaction(connection -> {
            audit.record(AuditEntry.of(ErasureActs.DEPARTED_ERASED)
                    .by(user)
                    .count("tables", own.size())
                    .details(bundle));
            long rows = 0;
            for (String table : partsFirst(connection, own)) {
                rows += Sql.update(connection, SqlFragment.of("DELETE FROM " + table));
                Sql.update(connection, SqlFragment.of("DROP TABLE " + table));
            }
            // their files go with them, but not what the database's log says of them
            Traces.note(connection, own, clock.instant());
            forgetChangeSets(connection, declared);
            Sql.update(connection, SqlFragment.of("DELETE FROM register_declaration WHERE bundle = ?", bundle));
            Departures.forget(connection, bundle);
            for (String store :
                    declared.stores().stream().map(Declared.Store::id).toList()) {
                Sql.update(connection, SqlFragment.of("DELETE FROM erasure_debt WHERE store = ?", store));
            }
            Erased done = new Erased(bundle, declared.name(), rows, user, clock.instant());
            Departures.erased(connection, done);
            return done;
        });
        LOG.info("The data of the departed bundle {} was erased: {} rows", bundle, erased.rows());
        look.run();
        return erased;
    }

    /** Erases what was to be kept until a day that has passed. */
    void eraseDue() {
        try {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            departures.all().forEach((bundle, departure) -> {
                boolean gone = register.snapshot().contributors().stream()
                        .anyMatch(c -> c.bundle().equals(bundle) && c.presence() == Contributor.Presence.DEPARTED);
                if (gone && departure.keepUntil().isBefore(today)) {
                    erase(bundle, departure.decidedBy());
                }
            });
        } catch (RuntimeException e) {
            LOG.warn("Data that is due could not be erased: {}", e.getClass().getName());
        }
    }

    private Declared departed(String bundle) {
        boolean gone = register.snapshot().contributors().stream()
                .anyMatch(c -> c.bundle().equals(bundle) && c.presence() == Contributor.Presence.DEPARTED);
        Declared declared = gone ? register.kept(bundle) : null;
        if (declared == null) {
            throw GallraException.notFound(new Text(
                    "Det finns inget borttaget tillägg med det namnet vars uppgifter ligger kvar.",
                    "There is no removed bundle of that name whose data is still here."));
        }
        return declared;
    }

    /**
     * The tables that its changelog made and that are there. What it declares of others' tables is not its own, nor is what
     * another bundle claims as well: a bundle that goes on under a new name keeps its tables.
     */
    private Set<String> tables(Declared declared) {
        Set<String> own = new TreeSet<>(Objects.requireNonNullElse(declared.tables(), Set.of()));
        Tables tables = register.view().tables();
        own.removeIf(t -> tables.columns(t).isEmpty());
        others(declared).forEach(other -> own.removeAll(other.claimed()));
        return own;
    }

    private List<Declared> others(Declared declared) {
        return register.allKept().stream()
                .filter(d -> !d.bundle().equals(declared.bundle()))
                .toList();
    }

    /** Lets the bundle's changelog run anew if it ever comes back, and touches no other bundle's. */
    private void forgetChangeSets(Connection connection, Declared declared) throws SQLException {
        String changelog = declared.changelog();
        if (changelog == null) {
            return;
        }
        String folder = changelog.substring(0, changelog.lastIndexOf('/') + 1);
        List<String> others = others(declared).stream()
                .map(Declared::changelog)
                .filter(Objects::nonNull)
                .toList();
        if (!others.contains(changelog)) {
            Sql.update(connection, SqlFragment.of("DELETE FROM databasechangelog WHERE filename = ?", changelog));
        }
        // what it includes lies beside it, but only in a folder that is nobody else's
        if (folder.indexOf('/') < folder.length() - 1 && others.stream().noneMatch(o -> o.startsWith(folder))) {
            Sql.update(
                    connection,
                    SqlFragment.of(
                            "DELETE FROM databasechangelog WHERE filename LIKE ? ESCAPE '\\'",
                            folder.replace("_", "\\_") + "%"));
        }
    }

    /** Orders tables so that none is dropped while another of them points to it. */
    private List<String> partsFirst(Connection connection, Set<String> own) throws SQLException {
        Map<String, Set<String>> pointing = new HashMap<>();
        for (String table : own) {
            Set<String> from = new TreeSet<>();
            String name = database.kind() == Database.Kind.DERBY ? table.toUpperCase(Locale.ROOT) : table;
            try (ResultSet row = connection.getMetaData().getExportedKeys(null, connection.getSchema(), name)) {
                while (row.next()) {
                    from.add(row.getString("FKTABLE_NAME").toLowerCase(Locale.ROOT));
                }
            }
            from.remove(table);
            pointing.put(table, from);
        }
        List<String> order = new ArrayList<>();
        Set<String> left = new TreeSet<>(own);
        while (!left.isEmpty()) {
            Set<String> free = new TreeSet<>(left);
            free.removeIf(t -> !order.containsAll(pointing.getOrDefault(t, Set.of())));
            if (free.isEmpty()) {
                String stuck = left.iterator().next();
                throw GallraException.conflict(new Text(
                        "Andra tabeller pekar på " + stuck + ": " + pointing.get(stuck) + ". Ta bort dem först.",
                        "Other tables point to " + stuck + ": " + pointing.get(stuck) + ". Remove them first."));
            }
            order.addAll(free);
            left.removeAll(free);
        }
        return order;
    }

    private static void write(Connection connection, String table, Writer out) throws SQLException, IOException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM " + table)) {
            statement.setFetchSize(500);
            try (ResultSet row = statement.executeQuery()) {
                var columns = row.getMetaData();
                Set<String> names = new LinkedHashSet<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    names.add(cell(columns.getColumnLabel(i).toLowerCase(Locale.ROOT)));
                }
                out.write(String.join(",", names));
                out.write("\r\n");
                while (row.next()) {
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        out.write(i == 1 ? "" : ",");
                        out.write(value(row, i, columns.getColumnType(i)));
                    }
                    out.write("\r\n");
                }
            }
        }
        out.flush();
    }

    private static String value(ResultSet row, int column, int type) throws SQLException {
        switch (type) {
            case Types.BLOB, Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> {
                byte[] bytes = row.getBytes(column);
                return bytes == null ? "" : Base64.getEncoder().encodeToString(bytes);
            }
            case Types.TIMESTAMP -> {
                var at = row.getTimestamp(column);
                return at == null ? "" : at.toInstant().toString();
            }
            default -> {
                String text = row.getString(column);
                return text == null ? "" : cell(text);
            }
        }
    }

    /** Quotes what has to be, and keeps a spreadsheet from taking a text for a formula. */
    private static String cell(String text) {
        boolean number = text.matches("-?[0-9]+(\\.[0-9]+)?");
        String safe = !number && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.isEmpty() || safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? "\"" + safe.replace("\"", "\"\"") + "\""
                : safe;
    }
}
