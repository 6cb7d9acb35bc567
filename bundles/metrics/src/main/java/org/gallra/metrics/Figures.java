package org.gallra.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.LoginService;
import org.gallra.api.backup.BackupService;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureTraces;
import org.gallra.api.erasure.WaitingActs;
import org.gallra.api.ledger.ErasureLedger;
import org.gallra.api.personaldata.Contributor.Accounting;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.request.SubjectRequests;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Gallra says of itself, asked when Prometheus asks. Labels are constants of enums only. A service that fails, or does not answer in
 * time, leaves its figures out and the others stand. Immediate because nobody asks for it.
 */
@Component(
        service = {},
        immediate = true)
public final class Figures {

    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);

    /** So long who asks waits for one figure of a service; all are known in a tenth of that when the database answers. */
    private static final Duration LONGEST = Duration.ofMillis(500);

    private final PrometheusRegistry registry;
    private final Patience patience;
    private final List<Collector> collectors = new ArrayList<>();

    /** Takes the services. */
    @Activate
    public Figures(
            @Reference Meters meters,
            @Reference AccessControl access,
            @Reference LoginService logins,
            @Reference PersonalDataRegister register,
            @Reference ErasureLedger ledger,
            @Reference WaitingActs waiting,
            @Reference ErasureTraces traces,
            @Reference SubjectRequests requests,
            @Reference BackupService backups) {
        this(LONGEST, meters, access, logins, register, ledger, waiting, traces, requests, backups);
    }

    Figures(
            Duration longest,
            Meters meters,
            AccessControl access,
            LoginService logins,
            PersonalDataRegister register,
            ErasureLedger ledger,
            WaitingActs waiting,
            ErasureTraces traces,
            SubjectRequests requests,
            BackupService backups) {
        this.patience = new Patience(longest);
        this.registry = meters.registry();
        acts(access, waiting, traces);
        ledger(ledger);
        bundles(register);
        backups(backups);
        pool("gallra_db_pool_in_use", "Connections in use", "NumActive");
        pool("gallra_db_pool_idle", "Connections that wait for work", "NumIdle");
        pool("gallra_db_pool_waiting", "Threads that wait for a connection", "NumWaiters");
        pool("gallra_db_pool_most", "Connections at most", "MaxTotal");
        gauge(
                "gallra_subject_requests_open",
                "Open requests of data subjects",
                c -> c.call(requests.load().open()));
        gauge(
                "gallra_subject_requests_overdue",
                "Overdue requests of data subjects",
                c -> c.call(requests.load().overdue()));
        counter(
                "gallra_login_failures",
                "Failed logins since the start, by web, console and shell",
                c -> c.call(logins.failedLogins()));
    }

    /** Takes the figures away; what has no service any more has no figure. */
    @Deactivate
    public void stop() {
        collectors.forEach(registry::unregister);
        patience.close();
    }

    private void acts(AccessControl access, WaitingActs waiting, ErasureTraces traces) {
        gauge(
                "gallra_acts",
                "Anonymizations and deletions that wait, or could not be executed when their time came",
                c -> {
                    Map<ErasurePlan.State, Long> states = new EnumMap<>(ErasurePlan.State.class);
                    states.put(ErasurePlan.State.WAITING, 0L);
                    states.put(ErasurePlan.State.FAILED, 0L);
                    access.callAs(Caller.SYSTEM, waiting::list).forEach(a -> states.merge(a.state(), 1L, Long::sum));
                    states.forEach((state, number) -> c.call(number, state.name()));
                },
                "state");
        gauge(
                "gallra_act_running",
                "1 while an act is being executed, on whatever node",
                c -> c.call(traces.busy() ? 1 : 0));
        gauge(
                "gallra_residue_tables",
                "Tables that wait for the residue task",
                c -> c.call(traces.traces().size()));
    }

    private void ledger(ErasureLedger ledger) {
        Erased erased = new Erased(ledger, System::nanoTime);
        counter(
                "gallra_erased_contacts",
                "Contacts that were erased since the ledger began",
                c -> each(action -> c.call(erased.contacts(action), action.name())),
                "action");
        counter(
                "gallra_erased_companies",
                "Companies that were erased since the ledger began",
                c -> each(action -> c.call(erased.companies(action), action.name())),
                "action");
        counter(
                "gallra_erased_rows",
                "Rows that were changed or deleted by acts that have ended, since the ledger began",
                c -> each(action -> c.call(erased.rows(action), action.name())),
                "action");
        gauge("gallra_ledger_entries", "Entries of the erasure ledger", c -> c.call(ledger.head()));
        gauge(
                "gallra_ledger_behind",
                "1 while the database is older than the ledger",
                c -> c.call(ledger.behind() ? 1 : 0));
        gauge(
                "gallra_ledger_refusing",
                "1 while nothing can be erased because of the ledger",
                c -> c.call(ledger.problem().isPresent() ? 1 : 0));
    }

    private static void each(Consumer<ErasureAction> work) {
        for (ErasureAction action : ErasureAction.values()) {
            work.accept(action);
        }
    }

    private void bundles(PersonalDataRegister register) {
        gauge(
                "gallra_bundles",
                "Bundles by whether they account for the personal data that they hold",
                c -> {
                    Map<Accounting, Long> states = new EnumMap<>(Accounting.class);
                    for (Accounting accounting : Accounting.values()) {
                        states.put(accounting, 0L);
                    }
                    register.snapshot().contributors().forEach(b -> states.merge(b.accounting(), 1L, Long::sum));
                    states.forEach((accounting, number) -> c.call(number, accounting.name()));
                },
                "accounting");
    }

    private void backups(BackupService backups) {
        gauge("gallra_backup_last_timestamp_seconds", "When the newest backup was begun", c -> seconds(
                        backups.condition().lastBackup())
                .ifPresent(c::call));
        gauge("gallra_backup_drill_timestamp_seconds", "When the last restore drill was made", c -> Optional.ofNullable(
                        backups.condition().lastDrill())
                .flatMap(drill -> seconds(drill.at()))
                .ifPresent(c::call));
        gauge("gallra_backup_drill_passed", "1 if the last restore drill passed", c -> Optional.ofNullable(
                        backups.condition().lastDrill())
                .ifPresent(drill -> c.call(drill.passed() ? 1 : 0)));
    }

    private static Optional<Double> seconds(@Nullable Instant time) {
        return Optional.ofNullable(time).map(t -> (double) t.getEpochSecond());
    }

    /** What is told of the pool is told at once, also and above all when it is used up. */
    private void pool(String name, String help, String attribute) {
        collectors.add(GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(c -> c.call(Pools.sum(attribute)))
                .register(registry));
    }

    private void gauge(String name, String help, Consumer<Patience.Sink> look, String... labels) {
        collectors.add(GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(c -> quietly(name, () -> patience.look(look, c::call)))
                .register(registry));
    }

    private void counter(String name, String help, Consumer<Patience.Sink> look, String... labels) {
        collectors.add(CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(c -> quietly(name, () -> patience.look(look, c::call)))
                .register(registry));
    }

    private static void quietly(String name, Runnable look) {
        try {
            look.run();
        } catch (RuntimeException e) {
            LOG.debug("{} could not be looked up: {}", name, e.getClass().getName());
        }
    }
}
