package org.gallra.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.change.Change;
import liquibase.change.core.CreateTableChange;
import liquibase.changelog.ChangeSet;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.gallra.api.persistence.Database;

/** Runs one bundle's changelog, outside any transaction of ours. */
public final class Migration {

    /** A lock that is older was left by a node that died; no changelog of ours takes that long. */
    private static final Duration LOCK_AGE = Duration.ofMinutes(10);

    private final DataSource dataSource;
    private final Clock clock;

    /** Takes the data source and the clock by which an old lock is known. */
    public Migration(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * What a changelog amounts to.
     *
     * @param tables the tables that it creates, in lower case, ordered
     * @param files the files of its change sets, as Liquibase notes them, ordered
     * @param always whether some of it is to run at each start
     */
    public record Result(Set<String> tables, Set<String> files, boolean always) {}

    /** Brings the tables up to date. */
    public Result run(String changelog, ResourceAccessor resources) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader own = Migration.class.getClassLoader();
        thread.setContextClassLoader(own);
        try {
            return Scope.child(
                    Map.of(
                            Scope.Attr.classLoader.name(),
                            own,
                            Scope.Attr.resourceAccessor.name(),
                            resources,
                            Scope.Attr.ui.name(),
                            new LoggerUIService(),
                            "liquibase.analytics.enabled",
                            Boolean.FALSE,
                            "liquibase.showBanner",
                            Boolean.FALSE),
                    () -> update(changelog, resources));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Result update(String changelog, ResourceAccessor resources) throws Exception {
        releaseStaleLock();
        Database.Kind kind = Databases.kind(dataSource);
        try (Connection connection = dataSource.getConnection()) {
            int hurry = Databases.unhurried(connection, kind);
            try {
                return update(connection, changelog, resources);
            } finally {
                Databases.hurried(connection, kind, hurry);
            }
        }
    }

    private static Result update(Connection connection, String changelog, ResourceAccessor resources) throws Exception {
        var database = DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        Liquibase liquibase = new Liquibase(changelog, resources, database);
        liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
        liquibase.update(new Contexts(), new LabelExpression());
        Set<String> tables = new TreeSet<>();
        Set<String> files = new TreeSet<>();
        boolean always = false;
        for (ChangeSet set : liquibase.getDatabaseChangeLog().getChangeSets()) {
            always |= set.isAlwaysRun();
            files.add(set.getStoredFilePath() == null ? set.getFilePath() : set.getStoredFilePath());
            for (Change change : set.getChanges()) {
                if (change instanceof CreateTableChange table) {
                    tables.add(table.getTableName().toLowerCase(Locale.ROOT));
                }
            }
        }
        if (!connection.getAutoCommit()) {
            connection.rollback(); // a look that changed nothing leaves its transaction open
        }
        return new Result(tables, files, always);
    }

    private void releaseStaleLock() throws SQLException {
        boolean embedded = Databases.kind(dataSource) == Database.Kind.DERBY;
        try (Connection connection = dataSource.getConnection()) {
            try (ResultSet tables = connection
                    .getMetaData()
                    .getTables(null, null, Databases.stored(connection, "databasechangeloglock"), null)) {
                if (!tables.next()) {
                    return;
                }
            }
            // an embedded database has one process, and that one is just starting
            Timestamp oldest = Timestamp.from(
                    embedded
                            ? clock.instant().plusSeconds(3600)
                            : clock.instant().minus(LOCK_AGE));
            try (PreparedStatement release = connection.prepareStatement(
                    "update databasechangeloglock set locked = false, lockgranted = null, lockedby = null"
                            + " where locked = true and lockgranted < ?")) {
                release.setTimestamp(1, oldest);
                release.executeUpdate();
            }
        }
    }
}
