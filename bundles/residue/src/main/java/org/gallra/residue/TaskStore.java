package org.gallra.residue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.residue.ResidueService.Outcome;
import org.gallra.api.residue.ResidueService.When;
import org.jspecify.annotations.Nullable;

/** The tables of the task. Every method runs in the caller's transaction. */
final class TaskStore {

    private TaskStore() {}

    /**
     * The one row.
     *
     * @param when null until somebody chooses
     * @param beatAt when the run that goes on was last known to; null if none goes on
     */
    record Task(
            long version,
            @Nullable When when,
            int hour,
            @Nullable String changedBy,
            @Nullable Instant changedAt,
            @Nullable String startedBy,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Instant beatAt,
            int steps) {}

    static Task read(Connection connection) throws SQLException {
        return Rows.list(connection, SqlFragment.of("SELECT * FROM residue_task WHERE id = 1"), row -> {
                    String when = row.getString("when_to");
                    return new Task(
                            row.getLong("version"),
                            when == null ? null : When.valueOf(when),
                            row.getInt("at_hour"),
                            row.getString("changed_by"),
                            Rows.instant(row, "changed_at"),
                            row.getString("started_by"),
                            Rows.instant(row, "started_at"),
                            Rows.instant(row, "finished_at"),
                            Rows.instant(row, "beat_at"),
                            row.getInt("step_count"));
                })
                .get(0);
    }

    static List<Done> steps(Connection connection) throws SQLException {
        return Rows.list(
                connection,
                SqlFragment.of("SELECT * FROM residue_step ORDER BY place"),
                row -> new Done(
                        Job.valueOf(row.getString("kind")),
                        row.getString("on_table"),
                        Outcome.valueOf(row.getString("outcome")),
                        row.getString("command")));
    }

    /** Writes settings over those of the version; returns false if there are others by now. */
    static boolean change(Connection connection, long version, When when, int hour, String user, Instant now)
            throws SQLException {
        return Statements.update(
                        connection,
                        "UPDATE residue_task SET when_to = ?, at_hour = ?, changed_by = ?, changed_at = ?,"
                                + " version = version + 1 WHERE id = 1 AND version = ?",
                        when.name(),
                        hour,
                        user,
                        now,
                        version)
                == 1;
    }

    /**
     * Begins a run, unless one goes on.
     *
     * @param alive for how long a run goes on that was heard of
     */
    static boolean begin(Connection connection, String user, int steps, Instant now, Duration alive)
            throws SQLException {
        boolean mine = Statements.update(
                        connection,
                        "UPDATE residue_task SET started_by = ?, started_at = ?, finished_at = NULL, beat_at = ?,"
                                + " step_count = ? WHERE id = 1 AND (beat_at IS NULL OR beat_at < ? OR beat_at > ?)",
                        user,
                        now,
                        now,
                        steps,
                        now.minus(alive),
                        now.plus(alive))
                == 1;
        if (mine) {
            Statements.update(connection, "DELETE FROM residue_step");
        }
        return mine;
    }

    /** Says that the run goes on. */
    static void beat(Connection connection, Instant now) throws SQLException {
        Statements.update(connection, "UPDATE residue_task SET beat_at = ? WHERE id = 1", now);
    }

    static void add(Connection connection, int place, Done done) throws SQLException {
        Statements.update(
                connection,
                "INSERT INTO residue_step (place, kind, on_table, outcome, command) VALUES (?, ?, ?, ?, ?)",
                place,
                done.job().name(),
                done.table(),
                done.outcome().name(),
                done.command());
    }

    /** Ends the run. */
    static void end(Connection connection, int steps, Instant now) throws SQLException {
        Statements.update(
                connection,
                "UPDATE residue_task SET finished_at = ?, beat_at = NULL, step_count = ? WHERE id = 1",
                now,
                steps);
    }
}
