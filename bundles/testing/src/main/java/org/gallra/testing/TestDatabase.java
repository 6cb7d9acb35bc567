package org.gallra.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * An empty database for one test class, on Derby in memory or on PostgreSQL, and the {@link Database} service over it.
 *
 * <p>Store tests are written once and run on both: an {@code @ParameterizedTest} over {@link Database.Kind}, or a class per
 * kind. Transactions are those of one connection per thread.
 */
public final class TestDatabase implements Database, AutoCloseable {

    private static final Logger LIQUIBASE = Logger.getLogger("liquibase");
    /** Derby sleeps half a second at each drop, for which no test has to wait. */
    private static final Executor DROPPING = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "derby-drop");
        thread.setDaemon(true);
        return thread;
    });

    private static final Map<Template, TestDatabase> TEMPLATES = new ConcurrentHashMap<>();

    static {
        LIQUIBASE.setLevel(Level.WARNING);
    }

    private final Kind kind;
    private final String url;
    private final DataSource source;
    private @Nullable Path backup;
    private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

    private TestDatabase(Kind kind, String url) {
        this.kind = kind;
        this.url = url;
        this.source = source(kind, url);
    }

    private static DataSource source(Kind kind, String url) {
        if (kind == Kind.DERBY) {
            // as the distribution does (ADR-0062): whoever takes keys from the catalog while a statement is compiled is
            // refused
            System.setProperty("derby.language.sequence.preallocator", "10000");
            System.setProperty("derby.storage.indexStats.auto", "false");
            var derby = new EmbeddedDataSource();
            derby.setDatabaseName(url.substring("jdbc:derby:".length()));
            derby.setCreateDatabase("create");
            return derby;
        }
        return new Idle(url);
    }

    /** Creates an empty database; close it after the test. */
    public static TestDatabase create(Kind kind) {
        return switch (kind) {
            case DERBY -> new TestDatabase(kind, "jdbc:derby:memory:" + UUID.randomUUID());
            case POSTGRESQL -> new TestDatabase(kind, Postgres.shared().createDatabase());
        };
    }

    /**
     * Creates a database with the tables of some of our bundles, such as {@code "contact", "activity"}; close it after the test.
     * The changelogs run once for all tests of this JVM which ask for the same bundles in the same order; each test gets a copy.
     */
    public static TestDatabase of(Kind kind, String... bundles) {
        return TEMPLATES
                .computeIfAbsent(new Template(kind, List.of(bundles)), Template::make)
                .copy();
    }

    /** A database that is copied only. */
    private record Template(Kind kind, List<String> bundles) {

        TestDatabase make() {
            TestDatabase database = create(kind);
            bundles.forEach(bundle -> database.migrate("db/" + bundle + "/changelog.xml"));
            return database;
        }
    }

    /** Creates a database with the content that this one had at the first call; nobody may be at work in it, or change it later. */
    public TestDatabase copy() {
        if (source instanceof Idle idle) {
            idle.close();
            return new TestDatabase(kind, Postgres.shared().copyDatabase(url));
        }
        TestDatabase copy = new TestDatabase(kind, "jdbc:derby:memory:" + UUID.randomUUID());
        try (Connection first = DriverManager.getConnection(copy.url + ";createFrom=" + backup())) {
            return copy;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns where the files of this database lie, as they were when it was copied first. */
    private synchronized Path backup() throws IOException {
        if (backup == null) {
            Path place = Files.createTempDirectory("gallra-derby-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> forget(place)));
            read(connection -> {
                try (CallableStatement call = connection.prepareCall("CALL SYSCS_UTIL.SYSCS_BACKUP_DATABASE(?)")) {
                    call.setString(1, place.toString());
                    return call.execute();
                }
            });
            backup = place.resolve(url.substring(url.lastIndexOf(':') + 1));
        }
        return backup;
    }

    private static void forget(Path place) {
        try {
            Postgres.delete(place);
        } catch (IOException e) {
            // a file too many in the system's folder for such files
        }
    }

    /** Runs a bundle's changelog from the class path, such as {@code db/contact/changelog.xml}. */
    public void migrate(String changelog) {
        var resources = new ClassLoaderResourceAccessor(TestDatabase.class.getClassLoader());
        try (Connection connection = source.getConnection()) {
            Map<String, Object> scope = Map.of(
                    Scope.Attr.resourceAccessor.name(),
                    resources,
                    Scope.Attr.ui.name(),
                    new LoggerUIService(),
                    "liquibase.analytics.enabled",
                    Boolean.FALSE);
            Scope.child(scope, () -> {
                var database =
                        DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
                var liquibase = new Liquibase(changelog, resources, database);
                liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
                liquibase.update(new Contexts(), new LabelExpression());
            });
        } catch (Exception e) {
            throw new IllegalStateException(changelog, e);
        }
    }

    /** Returns the database as a data source; on PostgreSQL, connections that were closed are taken again. */
    public DataSource dataSource() {
        return source;
    }

    /** Returns the JDBC URL, user included. */
    public String url() {
        return url;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public <T> T inTransaction(Work<T> work) {
        return current.get() == null ? inNewTransaction(work) : join(work);
    }

    @Override
    public <T> T inNewTransaction(Work<T> work) {
        Connection outer = current.get();
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            current.set(connection);
            boolean done = false;
            try {
                T result = work.run(connection);
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw new StorageException("A statement", e.getSQLState());
        } finally {
            current.set(outer);
        }
    }

    @Override
    public <T> T read(Work<T> work) {
        if (current.get() != null) {
            return join(work);
        }
        try (Connection connection = source.getConnection()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw new StorageException("A statement", e.getSQLState());
        }
    }

    @Override
    public <T> T outside(Work<T> work) {
        Connection outer = current.get();
        current.remove();
        try {
            return read(work);
        } finally {
            current.set(outer);
        }
    }

    @Override
    public <T> T alone(Work<T> work) {
        return outside(work);
    }

    private <T> T join(Work<T> work) {
        try {
            return work.run(current.get());
        } catch (SQLException e) {
            throw new StorageException("A statement", e.getSQLState());
        }
    }

    /** Removes the database. */
    @Override
    public void close() {
        if (source instanceof Idle idle) {
            idle.close();
            Postgres.shared().dropDatabase(url);
            return;
        }
        DROPPING.execute(this::drop);
    }

    private void drop() {
        try (Connection gone = DriverManager.getConnection(url + ";drop=true")) {
            throw new IllegalStateException("Derby answers a drop with an exception, but did not");
        } catch (SQLException e) {
            if (!"08006".equals(e.getSQLState())) {
                throw new IllegalStateException(e);
            }
        }
    }
}
