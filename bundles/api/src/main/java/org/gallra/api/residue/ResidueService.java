package org.gallra.api.residue;

import java.time.Instant;
import java.util.List;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The residue task: it writes the tables that acts have changed anew, so that no page, index or log of the database keeps what
 * was erased (docs/residue.md). Also says which settings of the database keep copies. Needs {@link Permission#ADMINISTER}.
 * Thread-safe.
 */
@ProviderType
public interface ResidueService {

    /** When the task runs by itself. */
    @ProviderType
    enum When {
        /** In the hour that is set, if there is something to do. */
        NIGHT(new Text("Varje natt, om något har raderats", "Every night, if something was erased")),
        /** As soon as an act is done. */
        AFTER_ACTS(new Text("Så snart något har raderats", "As soon as something was erased")),
        /** When an administrator asks for it. */
        BY_HAND(new Text("Bara när någon startar den", "Only when somebody starts it"));

        private final Text label;

        When(Text label) {
            this.label = label;
        }

        /** Returns the name shown to people. */
        public Text label() {
            return label;
        }
    }

    /**
     * The settings.
     *
     * @param version of the settings; the ETag
     * @param when when the task runs by itself
     * @param hour the hour of {@link When#NIGHT} in the server's zone, 0 to 23
     * @param changedBy the login name of who changed them last, or null
     * @param changedAt when that was (UTC), or null
     */
    @ProviderType
    record Plan(
            long version,
            When when,
            int hour,
            @Nullable String changedBy,
            @Nullable Instant changedAt) {}

    /**
     * A table that acts have changed and that was not written anew since.
     *
     * @param table its name
     * @param since the first of these acts (UTC)
     */
    @ProviderType
    record Pending(String table, Instant since) {}

    /** What became of a step. */
    @ProviderType
    enum Outcome {
        /** Done. */
        DONE,
        /** Not done: others held the table or the database refused; it is tried again with the next run. */
        FAILED,
        /** The user of the database may not do it: an operator can, by the command. */
        FOR_OPERATOR
    }

    /**
     * One step of a run.
     *
     * @param text what is done
     * @param table the table, or null if it is about the whole database
     * @param outcome what became of it
     * @param command what an operator runs instead, or null
     */
    @ProviderType
    record Step(
            Text text,
            @Nullable String table,
            Outcome outcome,
            @Nullable String command) {}

    /**
     * The run that goes on, or the last one. Holds no personal data.
     *
     * @param startedBy the login name of who started it; "system" if it started by itself
     * @param startedAt when it began (UTC)
     * @param finishedAt when it ended (UTC), or null as long as it goes on
     * @param done how many steps are done
     * @param of how many there are
     * @param steps the steps so far, in order
     */
    @ProviderType
    record Run(
            String startedBy, Instant startedAt, @Nullable Instant finishedAt, int done, int of, List<Step> steps) {

        /** Copies the list. */
        public Run {
            steps = List.copyOf(steps);
        }

        /** Tells whether it ended and nothing is left to do. */
        public boolean complete() {
            return finishedAt != null && done >= of && steps.stream().allMatch(s -> s.outcome() == Outcome.DONE);
        }
    }

    /**
     * The task at one moment.
     *
     * @param plan the settings
     * @param pending the tables that wait for it, ordered by name
     * @param run the run that goes on, or the last one; null if there was none
     */
    @ProviderType
    record State(Plan plan, List<Pending> pending, @Nullable Run run) {

        /** Copies the list. */
        public State {
            pending = List.copyOf(pending);
        }

        /** Tells whether a run goes on. */
        public boolean running() {
            return run != null && run.finishedAt() == null;
        }
    }

    /**
     * A setting of the database or the server that may keep copies of what was erased.
     *
     * @param name its name
     * @param current its value
     * @param wanted the value that keeps none
     * @param fine whether the value is good
     * @param why what it keeps
     * @param command what an operator runs to set it, or null if it is no single command
     */
    @ProviderType
    record Setting(
            String name,
            String current,
            String wanted,
            boolean fine,
            Text why,
            @Nullable String command) {}

    /** Returns settings, what waits and the last run. */
    State state();

    /**
     * Changes the settings if they still have the version.
     *
     * @throws GallraException {@code STALE} if they have not, {@code INVALID} for an hour that is none
     */
    State change(long version, When when, int hour);

    /**
     * Begins a run over all tables that wait; without one it still turns over the log of the database. Returns at once.
     *
     * @throws GallraException {@code CONFLICT} if one goes on
     */
    State begin();

    /** Returns the settings of the database and the server that matter, in no order; reads them anew. */
    List<Setting> settings();
}
