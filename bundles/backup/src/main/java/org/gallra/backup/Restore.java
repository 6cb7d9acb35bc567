package org.gallra.backup;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.gallra.api.persistence.Database.Kind;
import org.jspecify.annotations.Nullable;

/**
 * {@code bin/gallra-restore BACKUP}: puts a backup in the place of the database of a server that is stopped. A program of its own, with
 * nothing of OSGi. Leaves ledger and keys as they are: the next start erases again whom the ledger knows.
 */
public final class Restore {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path base;
    private final Path etc;
    private final Map<String, String> environment;
    private final Clock clock;
    private final PrintStream out;

    Restore(Path base, Path etc, Map<String, String> environment, Clock clock, PrintStream out) {
        this.base = base;
        this.etc = etc;
        this.environment = environment;
        this.clock = clock;
        this.out = out;
    }

    /** Something that the operator can mend; the message says how. */
    static final class Refusal extends Exception {

        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message);
        }
    }

    /** What is asked for. */
    private static final class Order {
        private @Nullable Path backup;
        private boolean discard;
        private boolean ledgerLost;
    }

    /** Ends with 0 if the backup is in place, with 1 if it was refused or failed. */
    public static void main(String[] arguments) {
        Path base = Path.of(System.getProperty("karaf.base", "."));
        Restore restore = new Restore(
                base,
                Path.of(System.getProperty("karaf.etc", base.resolve("etc").toString())),
                System.getenv(),
                Clock.systemUTC(),
                System.out);
        System.exit(restore.run(arguments));
    }

    int run(String... arguments) {
        try {
            restore(order(arguments));
            return 0;
        } catch (Refusal | PostgresTools.ToolException e) {
            out.println("gallra-restore: " + e.getMessage());
        } catch (IOException e) {
            out.println("gallra-restore: a file cannot be read or written: " + e.getMessage());
        } catch (SQLException e) {
            out.println("gallra-restore: the database refused with SQL state " + e.getSQLState()
                    + ("28P01".equals(e.getSQLState()) || "08004".equals(e.getSQLState())
                            ? ". Is GALLRA_DB_PASSWORD set?"
                            : ""));
        }
        return 1;
    }

    private static Order order(String... arguments) throws Refusal {
        Order order = new Order();
        for (String argument : arguments) {
            switch (argument) {
                case "--discard" -> order.discard = true;
                case "--ledger-lost" -> order.ledgerLost = true;
                default -> {
                    if (argument.startsWith("-") || order.backup != null) {
                        throw usage();
                    }
                    order.backup = Path.of(argument).toAbsolutePath().normalize();
                }
            }
        }
        if (order.backup == null) {
            throw usage();
        }
        return order;
    }

    private static Refusal usage() {
        return new Refusal("Usage: bin/gallra-restore BACKUP [--discard] [--ledger-lost]\n"
                + "  BACKUP         the folder of a backup, with its manifest.json\n"
                + "  --discard      removes the database that is replaced; else it is kept beside, and holds personal data\n"
                + "  --ledger-lost  goes on without the erasure ledger: who was erased since the backup comes back");
    }

    private void restore(Order order) throws Refusal, IOException, SQLException {
        Path backup = java.util.Objects.requireNonNull(order.backup);
        Manifest manifest = manifest(backup);
        Target target = Target.read(etc, System::getProperty, environment);
        if (target.kind() != manifest.database()) {
            throw new Refusal("The backup is of " + manifest.database() + ", but " + etc.resolve(Target.FILE)
                    + " names " + target.kind() + ". Change that file first.");
        }
        if (!order.ledgerLost) {
            ledger(manifest);
        }
        Path lock = base.resolve("lock"); // which Karaf holds as long as it runs
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock held = channel.tryLock();
            if (held == null) {
                throw new Refusal("The server runs in " + base + ". Stop it first.");
            }
            String stamp = TIME.format(clock.instant());
            Path replaced = target.kind() == Kind.DERBY
                    ? new DerbyRestore(target, etc, environment).restore(backup, stamp)
                    : new PostgresRestore(target, tools(target)).restore(backup, manifest, stamp);
            out.println("Restored " + manifest.name() + " of " + manifest.time() + ".");
            tell(replaced, order.discard);
        }
        out.println(
                "Ledger and keys are as they were. The next start erases again whatever stands in the ledger after entry "
                        + manifest.ledger().entry() + ", before anybody is let in.");
        out.println(
                "What was changed otherwise since the backup is gone, and passwords and users are those of the backup.");
    }

    private void tell(@Nullable Path replaced, boolean discard) throws IOException {
        if (replaced == null) {
            return;
        }
        if (discard) {
            Trees.delete(replaced);
            out.println("The replaced database is removed.");
        } else {
            out.println("The replaced database is kept: " + replaced);
            out.println(
                    "It HOLDS PERSONAL DATA, also of people who are erased later. Remove it as soon as you need it no more.");
        }
    }

    private Manifest manifest(Path backup) throws IOException, Refusal {
        if (!Files.isRegularFile(backup.resolve(Manifest.FILE))) {
            throw new Refusal(backup + " is no backup: it has no " + Manifest.FILE);
        }
        Manifest manifest = Manifest.read(backup);
        List<String> damages = manifest.damages(backup);
        if (!damages.isEmpty()) {
            throw new Refusal(
                    "The backup is damaged: " + String.join(", ", damages.subList(0, Math.min(3, damages.size())))
                            + ". Nothing was changed. Take another one.");
        }
        out.println(manifest.files().size() + " files are as they were written.");
        return manifest;
    }

    /** Without the ledger nobody is erased again, and nobody would notice. */
    private void ledger(Manifest manifest) throws Refusal, IOException {
        Properties settings = settings("org.gallra.ledger.cfg");
        String configured = settings.getProperty("directory", "").strip();
        Path directory = configured.isEmpty()
                ? base.resolve("ledger")
                : Path.of(configured.replace("${karaf.base}", base.toString()));
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> all = Files.list(directory)) {
                all.filter(f -> f.getFileName().toString().matches("ledger-\\d+\\.jsonl"))
                        .forEach(files::add);
            }
        }
        if (files.isEmpty() && manifest.ledger().entry() > 0) {
            throw new Refusal("There is no erasure ledger in " + directory + ", but the backup knows "
                    + manifest.ledger().entry() + " entries. Put its newest copy there first, or say --ledger-lost.");
        }
    }

    private PostgresTools tools(Target target) throws IOException {
        return new PostgresTools(
                settings("org.gallra.backup.cfg")
                        .getProperty("postgresql.bin", "")
                        .strip(),
                target);
    }

    private Properties settings(String name) throws IOException {
        Properties settings = new Properties();
        Path file = etc.resolve(name);
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                settings.load(reader);
            }
        }
        return settings;
    }
}
