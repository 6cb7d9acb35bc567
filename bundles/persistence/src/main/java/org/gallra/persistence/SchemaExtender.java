package org.gallra.persistence;

import java.time.Clock;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.Worker;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Migrates the tables of every bundle with the header {@code Gallra-Changelog}, one after the other on one thread, and
 * says so by a {@link SchemaReady} service. A changelog that fails is tried again every ten seconds; others go on. One that
 * has run as it is does not run again.
 *
 * <p>Tables that point to another bundle's tables come after them: {@code Gallra-Changelog: db/x/changelog.xml;
 * after=<symbolic name>}.
 *
 * <p>Immediate because nobody asks for it: it watches bundles.
 */
@Component(
        service = {},
        immediate = true)
public final class SchemaExtender implements BundleTrackerCustomizer<SchemaExtender.Migrated> {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaExtender.class);
    private static final String HEADER = "Gallra-Changelog";
    private static final int RETRY_SECONDS = 10;
    private static final int PATIENCE_SECONDS = 60;

    private final Migration migration;
    private final Applied applied;
    private final Turn turn;
    private final BundleContext context;
    private final Worker worker = new Worker("gallra-schema");
    private final Set<String> ready = ConcurrentHashMap.newKeySet();
    private final Queue<Migrated> waiting = new ConcurrentLinkedQueue<>();
    private final BundleTracker<Migrated> tracker;

    /** Starts to watch; when the data source is exchanged this component starts anew and migrates the other database. */
    @Activate
    public SchemaExtender(
            BundleContext context,
            @Reference(target = "(osgi.jndi.service.name=gallra)") DataSource dataSource,
            @Reference Quiet quiet) {
        this.context = context;
        this.migration = new Migration(dataSource, Clock.systemUTC());
        this.applied = new Applied(dataSource);
        this.turn = new Turn(dataSource, quiet);
        this.tracker = new BundleTracker<>(context, Bundle.STARTING | Bundle.ACTIVE, this);
        tracker.open();
    }

    /** Withdraws all services, after the changelog that runs has ended: a table that is half made would never be mended. */
    @Deactivate
    public void stop() {
        tracker.close();
        worker.end(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    /** Follows one bundle. */
    @Override
    public @Nullable Migrated addingBundle(Bundle bundle, @Nullable BundleEvent event) {
        String changelog = bundle.getHeaders("").get(HEADER);
        if (changelog == null) {
            return null;
        }
        String[] clauses = changelog.split(";", -1);
        String after = "";
        for (String clause : clauses) {
            after = clause.strip().startsWith("after=")
                    ? clause.strip().substring(6).strip()
                    : after;
        }
        Migrated migrated = new Migrated(bundle, clauses[0].strip(), after);
        migrated.task = worker.submit(migrated);
        return migrated;
    }

    @Override
    public void modifiedBundle(Bundle bundle, @Nullable BundleEvent event, Migrated migrated) {}

    @Override
    public void removedBundle(Bundle bundle, @Nullable BundleEvent event, Migrated migrated) {
        migrated.leave();
    }

    /** One bundle and its service. */
    final class Migrated implements Runnable {

        private final Bundle bundle;
        private final String changelog;
        private final String after;
        private volatile @Nullable Future<?> task;
        private @Nullable ServiceRegistration<SchemaReady> registration;
        private boolean left;

        Migrated(Bundle bundle, String changelog, String after) {
            this.bundle = bundle;
            this.changelog = changelog;
            this.after = after;
        }

        @Override
        public void run() {
            String name = bundle.getSymbolicName();
            if (!after.isEmpty() && !ready.contains(after)) {
                LOG.debug("The tables of {} wait for those of {}", name, after);
                waiting.add(this);
                return;
            }
            try {
                ready(name, migrate(name));
                if (worker.getQueue().isEmpty()) {
                    turn.end();
                }
            } catch (Exception e) {
                if (worker.isShutdown()) {
                    // the data source went away underneath; whoever comes with the next one starts anew
                    LOG.debug("The migration of {} was cut off", name);
                    return;
                }
                String state = Databases.sqlState(e);
                if (state != null && state.startsWith("40")) {
                    LOG.warn("The tables of {} wait for others who use the database", name);
                    task = worker.schedule(this, 1, TimeUnit.SECONDS);
                    return;
                }
                LOG.error(
                        "The tables of {} could not be migrated ({}{}); trying again in {} s",
                        name,
                        root(e).getClass().getName(),
                        state == null ? "" : ", SQL state " + state,
                        RETRY_SECONDS);
                LOG.debug("Cause", e);
                task = worker.schedule(this, RETRY_SECONDS, TimeUnit.SECONDS);
            }
        }

        private Set<String> migrate(String name) throws Exception {
            String digest = BundleDigest.of(
                    bundle, changelog, context.getBundle().getVersion().toString());
            Set<String> tables = applied.tables(name, digest);
            if (tables == null) {
                Migration.Result result = turn.run(() -> migration.run(changelog, new BundleResources(bundle)));
                if (!result.always()) {
                    applied.remember(name, digest, result);
                }
                tables = result.tables();
            }
            return tables;
        }

        private void ready(String name, Set<String> tables) {
            register(name, tables);
            ready.add(name);
            waiting.removeIf(w -> {
                if (w.after.equals(name) && !worker.isShutdown()) {
                    w.task = worker.submit(w);
                    return true;
                }
                return false;
            });
        }

        private synchronized void register(String name, Set<String> tables) {
            if (left) {
                return;
            }
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(SchemaReady.BUNDLE, name);
            registration = context.registerService(SchemaReady.class, new Ready(name, Set.copyOf(tables)), properties);
        }

        synchronized void leave() {
            left = true;
            waiting.remove(this);
            Future<?> running = task;
            if (running != null) {
                running.cancel(false);
            }
            ServiceRegistration<SchemaReady> service = registration;
            registration = null;
            if (service != null) {
                try {
                    service.unregister();
                } catch (IllegalStateException e) {
                    LOG.debug("The service of {} was gone already", bundle.getSymbolicName());
                }
            }
        }
    }

    private record Ready(String bundle, Set<String> tables) implements SchemaReady {}

    private static Throwable root(Throwable thrown) {
        Throwable t = thrown;
        while (t.getCause() != null) {
            t = t.getCause();
        }
        return t;
    }
}
