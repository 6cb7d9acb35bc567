package org.gallra.tck;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gallra.anonymization.EngineAnonymizationService;
import org.gallra.api.GallraException;
import org.gallra.api.erasure.AnonymizationService;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.persistence.Database;
import org.gallra.api.personaldata.Contributor.Presence;
import org.gallra.register.LocalRegister;
import org.gallra.testing.TestDatabase;
import org.junit.jupiter.api.Assumptions;

/** What happens while the bundle goes, and after it is gone. */
final class ChangeChecks {

    private static final String CONTACTS = "org.gallra.contact";

    private final Bench bench;
    private final People people;

    ChangeChecks(Bench bench) {
        this.bench = bench;
        this.people = bench.people();
    }

    /** The bundle is uninstalled; its rows are reached by what it declared last. */
    void departed() {
        assumeItCanGo();
        ErasureChecks erasure = new ErasureChecks(bench);
        Person anonymized = people.golden(people.company());
        Person deleted = people.golden(null);
        bench.uninstall(bench.local());
        Problems problems = new Problems();
        RegisterExtract extract = bench.extract(anonymized.id);
        boolean named = extract.bundles().stream()
                .anyMatch(a -> a.bundle().equals(bench.subject().name())
                        && a.presence() == Presence.DEPARTED
                        && a.rows() == anonymized.rows.size());
        if (!named) {
            problems.add(
                    "After the bundle was uninstalled the extract does not show its " + anonymized.rows.size()
                            + " rows under its name",
                    "Let the changelog make the tables with <createTable>, so that the core keeps the declaration");
        }
        Acts acts = new Acts(bench);
        acts.anonymize(anonymized, Acts.ALL);
        acts.delete(deleted);
        erasure.rows(anonymized, deleted, problems);
        problems.end();
    }

    /** The bundle is uninstalled between two batches. */
    void goesMidRun() {
        assumeItCanGo();
        List<Person> three = List.of(
                people.golden(people.company()), people.golden(people.company()), people.golden(people.company()));
        Runnable[] leave = new Runnable[1];
        Between between = new Between(bench.database(), () -> leave[0].run());
        try (LocalRegister local = bench.register(between, 1)) {
            bench.stores().forEach(s -> local.offer(s, bench.subject().name()));
            local.look(bench.all());
            leave[0] = () -> bench.uninstall(local);
            AnonymizationService service =
                    new EngineAnonymizationService(local.engine(), local.register(), bench.callers());
            ErasurePlan plan = service.plan(three.stream().map(p -> p.id).toList(), null, Acts.ALL, null);
            between.armed.set(true);
            Problems problems = new Problems();
            try {
                service.execute(plan.id(), plan.digest(), true);
                problems.add(
                        "A run goes on although the bundle was uninstalled between two batches",
                        "This is a defect of the core: report it");
            } catch (GallraException e) {
                if (e.code() != GallraException.Code.CONFLICT) {
                    problems.add(
                            "A run over which the bundle was uninstalled ends with "
                                    + e.text().en(),
                            "This is a defect of the core: report it");
                }
            }
            wholly(three, problems);
            rest(service, three);
            Dump dump = bench.dump();
            three.forEach(p -> p.rows.forEach(row -> row.marks().stream()
                    .filter(m -> m.goes()
                            && m.value()
                                    .equals(dump.cell(
                                            bench.schema(),
                                            row.record().table(),
                                            row.key(),
                                            m.field().column())))
                    .forEach(m -> problems.add(
                            "The value of " + m.field().id() + " is left after a run that was planned again",
                            "Let the changelog make the tables with <createTable>, so that the core keeps the"
                                    + " declaration"))));
            problems.end();
        }
    }

    /** One person is wholly done, the others are wholly untouched. */
    private void wholly(List<Person> three, Problems problems) {
        Dump dump = bench.dump();
        long done = three.stream()
                .filter(p -> p.rows.stream()
                        .flatMap(r -> r.marks().stream()
                                .filter(m -> m.goes()
                                        && m.value()
                                                .equals(dump.cell(
                                                        bench.schema(),
                                                        r.record().table(),
                                                        r.key(),
                                                        m.field().column()))))
                        .findAny()
                        .isEmpty())
                .count();
        boolean erases =
                three.get(0).rows.stream().flatMap(r -> r.marks().stream()).anyMatch(Mark::goes);
        if (erases && done != 1) {
            problems.add(
                    "After one of three batches " + done + " people are done",
                    "This is a defect of the core: report it");
        }
    }

    private void rest(AnonymizationService service, List<Person> three) {
        ErasureChecks erasure = new ErasureChecks(bench);
        List<Person> now = three.stream().map(erasure::again).toList();
        ErasurePlan plan = service.plan(now.stream().map(p -> p.id).toList(), null, Acts.ALL, null);
        ErasurePlan done = service.execute(plan.id(), plan.digest(), true);
        Objects.requireNonNull(done.receipt());
    }

    private void assumeItCanGo() {
        Assumptions.assumeFalse(
                bench.subject().name().equals(CONTACTS), "without contacts there is no core that could reach anything");
        new ErasureChecks(bench).assumeReached();
    }

    /** A database that does something once, after the first batch was committed. */
    private static final class Between implements Database {

        private final TestDatabase database;
        private final Runnable once;
        private final AtomicBoolean armed = new AtomicBoolean();

        Between(TestDatabase database, Runnable once) {
            this.database = database;
            this.once = once;
        }

        @Override
        public Kind kind() {
            return database.kind();
        }

        @Override
        public <T> T inTransaction(Work<T> work) {
            return database.inTransaction(work);
        }

        @Override
        public <T> T inNewTransaction(Work<T> work) {
            T result = database.inNewTransaction(work);
            if (armed.get() && committed() && armed.compareAndSet(true, false)) {
                once.run();
            }
            return result;
        }

        @Override
        public <T> T outside(Work<T> work) {
            return database.outside(work);
        }

        @Override
        public <T> T alone(Work<T> work) {
            return database.alone(work);
        }

        private boolean committed() {
            try (var connection = database.dataSource().getConnection();
                    var statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT COUNT(*) FROM erasure_plan WHERE batches_done = 1")) {
                return row.next() && row.getInt(1) > 0;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public <T> T read(Work<T> work) {
            return database.read(work);
        }
    }
}
