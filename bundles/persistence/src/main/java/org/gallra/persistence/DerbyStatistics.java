package org.gallra.persistence;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.persistence.Worker;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures tables of embedded Derby that have grown or shrunk, so that its optimizer knows what is in them. Derby's own daemon does
 * that in the midst of everybody's work, at the price of refused transactions, and is switched off (ADR-0062).
 */
@Component(
        service = {},
        immediate = true)
public final class DerbyStatistics {

    private static final Logger LOG = LoggerFactory.getLogger(DerbyStatistics.class);
    private static final long MINUTES = 2;
    /** Pages; below it a table is read from end to end at no cost. */
    private static final long SMALL = 8;

    private static final double GROWN = 1.5;

    private final Database database;
    private final Quiet quiet;
    private final Map<String, Long> measured = new HashMap<>();
    private final Worker timer = new Worker("gallra-derby-statistics");

    private record Size(String schema, String table, long pages, boolean known) {}

    /** Begins to look every few minutes if the database is Derby. */
    @Activate
    public DerbyStatistics(@Reference Database database, @Reference Quiet quiet) {
        this.database = database;
        this.quiet = quiet;
        if (database.kind() == Database.Kind.DERBY) {
            timer.scheduleWithFixedDelay(this::lookQuietly, MINUTES, MINUTES, TimeUnit.MINUTES);
        }
    }

    /** Ends; a measurement that runs is waited for, as whatever is cut off in Derby's files is not. */
    @Deactivate
    public void stop() {
        timer.end(Duration.ofSeconds(20));
    }

    private void lookQuietly() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.warn("Tables could not be measured now: {}", e.getClass().getName());
        }
    }

    /** Measures what has changed much since it was measured, as long as nobody is at work; returns how many tables that were. */
    int look() {
        List<Size> sizes = database.read(DerbyStatistics::sizes);
        int done = 0;
        for (Size size : sizes) {
            String name = size.schema() + "." + size.table();
            Long before = measured.get(name);
            if (before == null && size.known()) {
                measured.put(name, size.pages()); // in an earlier life of this server
            } else if (size.pages() > SMALL && (before == null || changed(before, size.pages()))) {
                if (!quiet.alone()) {
                    return done; // the next look is soon
                }
                try {
                    database.outside(connection -> measure(connection, size));
                } finally {
                    quiet.free(true);
                }
                measured.put(name, size.pages());
                done++;
            }
        }
        return done;
    }

    private static boolean changed(long before, long now) {
        return now > before * GROWN || now * GROWN < before;
    }

    private static List<Size> sizes(Connection connection) throws SQLException {
        return Rows.list(
                connection,
                SqlFragment.of("SELECT s.schemaname, t.tablename, p.numallocatedpages,"
                        + " (SELECT COUNT(*) FROM sys.sysstatistics x WHERE x.tableid = t.tableid)"
                        + " FROM sys.systables t JOIN sys.sysschemas s ON s.schemaid = t.schemaid"
                        + " JOIN TABLE(SYSCS_DIAG.SPACE_TABLE()) p ON p.tableid = t.tableid"
                        + " WHERE t.tabletype = 'T' AND p.isindex = 0 ORDER BY t.tablename"),
                row -> new Size(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4) > 0));
    }

    private static boolean measure(Connection connection, Size size) throws SQLException {
        try (CallableStatement call = connection.prepareCall("CALL SYSCS_UTIL.SYSCS_UPDATE_STATISTICS(?, ?, NULL)")) {
            call.setString(1, size.schema());
            call.setString(2, size.table());
            return call.execute();
        } finally {
            DerbyKeys.take(connection);
        }
    }
}
