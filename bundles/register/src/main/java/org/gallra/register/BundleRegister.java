package org.gallra.register;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.persistence.StorageException;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.RegisterSnapshot;
import org.gallra.api.personaldata.StoreDeclaration;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows all bundles, compares what they declare with their tables, and keeps their declarations.
 *
 * <p>Immediate because the arrival of a bundle must be seen before somebody asks. One thread looks; everybody else reads
 * the last view.
 */
@Component(
        service = {PersonalDataRegister.class, BundleRegister.class},
        immediate = true)
public final class BundleRegister implements PersonalDataRegister, BundleTrackerCustomizer<Bundle> {

    private static final Logger LOG = LoggerFactory.getLogger(BundleRegister.class);
    private static final int MASK =
            Bundle.INSTALLED | Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING;
    private static final int RETRY_SECONDS = 5;

    private final Database database;
    private final DeclarationStore store;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "gallra-register");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean queued = new AtomicBoolean();
    private final Map<Long, Cached> cache = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> made = new ConcurrentHashMap<>();
    private final BundleTracker<Bundle> tracker;
    private volatile @Nullable View view;

    /** What was read of a bundle, and when the bundle was last changed. */
    private record Cached(long modified, @Nullable Declared declared) {}

    /** Looks at all bundles once, then at each change. */
    @Activate
    public BundleRegister(
            BundleContext context,
            @Reference Database database,
            @Reference(target = "(gallra.schema=org.gallra.register)") SchemaReady schema) {
        this.database = database;
        this.store = new DeclarationStore(database);
        this.tracker = new BundleTracker<>(context, MASK, this);
        tracker.open();
        refresh();
    }

    /** Stops to look. */
    @Deactivate
    public void stop() {
        tracker.close();
        worker.shutdownNow();
    }

    /** Takes note of the tables that a bundle's changelog made. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addSchema(SchemaReady ready) {
        made.put(ready.bundle(), ready.tables());
        later();
    }

    /** A bundle stops; its tables stay. */
    public void removeSchema(SchemaReady ready) {
        later();
    }

    @Override
    public Bundle addingBundle(Bundle bundle, @Nullable BundleEvent event) {
        later();
        return bundle;
    }

    @Override
    public void modifiedBundle(Bundle bundle, @Nullable BundleEvent event, Bundle tracked) {
        later();
    }

    @Override
    public void removedBundle(Bundle bundle, @Nullable BundleEvent event, Bundle tracked) {
        cache.remove(bundle.getBundleId());
        later();
    }

    @Override
    public RegisterSnapshot snapshot() {
        return view().snapshot();
    }

    @Override
    public long read(RecordDeclaration record, long contactKey, Consumer<Row> rows) {
        View now = view();
        RecordDeclaration known = now.usable().get(record.id());
        if (known == null) {
            throw new StorageException("Reading " + record.id(), null);
        }
        return database.read(
                connection -> new RowReader(now, database.kind(), known).read(connection, contactKey, rows));
    }

    @Override
    public long read(StoreDeclaration store, long contactKey, Consumer<Row> items) {
        throw new StorageException("Reading " + store.id(), null);
    }

    @Override
    public SqlFragment contactMoments(Instant after, Instant through) {
        return Moments.between(view(), after, through);
    }

    /** Returns the last view. */
    View view() {
        View now = view;
        if (now == null) {
            refresh();
            now = view;
        }
        if (now == null) {
            throw new StorageException("Reading the register", null);
        }
        return now;
    }

    private void later() {
        if (worker != null && tracker != null && !worker.isShutdown() && queued.compareAndSet(false, true)) {
            worker.schedule(this::refreshQuietly, 20, TimeUnit.MILLISECONDS);
        }
    }

    private void refreshQuietly() {
        queued.set(false);
        try {
            refresh();
        } catch (RuntimeException e) {
            LOG.warn(
                    "The register could not be read ({}); trying again in {} s",
                    e.getClass().getName(),
                    RETRY_SECONDS);
            if (!worker.isShutdown()) {
                worker.schedule(this::refreshQuietly, RETRY_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private synchronized void refresh() {
        Map<String, Declared> kept = store.all();
        Map<String, Declared> declared = new TreeMap<>();
        Map<String, Contributor.Presence> presence = new HashMap<>();
        for (Bundle bundle : tracker.getTracked().keySet()) {
            Declared said = read(bundle);
            if (said != null && !(declared.containsKey(said.bundle()) && !active(bundle))) {
                Declared before = kept.get(said.bundle());
                Set<String> tables = made.get(said.bundle());
                if (tables == null && before != null) {
                    tables = before.tables();
                }
                declared.put(said.bundle(), said.with(tables).keeping(before == null ? List.of() : before.records()));
                presence.put(
                        said.bundle(), active(bundle) ? Contributor.Presence.ACTIVE : Contributor.Presence.STOPPED);
            }
        }
        kept.forEach((name, before) -> {
            if (declared.putIfAbsent(name, before) == null) {
                presence.put(name, Contributor.Presence.DEPARTED);
            }
        });
        Tables tables = database.read(connection -> Tables.read(connection, database.kind()));
        View now = judge(declared, presence, tables, kept);
        View before = view;
        if (before == null || !before.snapshot().digest().equals(now.snapshot().digest())) {
            LOG.info("Register generation {}: {} contributors", now.snapshot().generation(), declared.size());
        }
        view = now;
    }

    private View judge(
            Map<String, Declared> declared,
            Map<String, Contributor.Presence> presence,
            Tables tables,
            Map<String, Declared> kept) {
        Map<String, String> owners = new HashMap<>();
        Map<String, String> ids = new HashMap<>();
        declared.values().forEach(d -> {
            if (d.tables() != null) {
                d.tables().forEach(t -> owners.putIfAbsent(t, d.bundle()));
            }
        });
        // who kept a record id first has it; then the order of names
        kept.values().forEach(d -> d.records().forEach(r -> ids.putIfAbsent(r.id(), d.bundle())));
        declared.values().forEach(d -> d.records().forEach(r -> ids.putIfAbsent(r.id(), d.bundle())));
        List<Contributor> contributors = new ArrayList<>();
        Map<String, RecordDeclaration> usable = new LinkedHashMap<>();
        declared.forEach((name, said) -> {
            Gate.Verdict verdict = Gate.judge(said, tables, owners, ids);
            List<RecordDeclaration> records = said.records().stream()
                    .sorted(java.util.Comparator.comparing(RecordDeclaration::id))
                    .toList();
            contributors.add(new Contributor(
                    name,
                    said.version(),
                    said.name(),
                    verdict.accounting(),
                    presence.getOrDefault(name, Contributor.Presence.DEPARTED),
                    verdict.reasons(),
                    records,
                    said.stores(),
                    List.of(),
                    null));
            records.stream().filter(r -> verdict.usable().contains(r.id())).forEach(r -> usable.put(r.id(), r));
            boolean worthKeeping = !said.records().isEmpty() || !said.plain().isEmpty() || said.tables() != null;
            boolean settled = !said.migrates() || said.tables() != null;
            if (worthKeeping && settled && !said.equals(kept.get(name))) {
                store.keep(said);
            }
        });
        View before = view;
        String digest = digest(contributors);
        long generation = before == null ? 1 : before.snapshot().generation();
        if (before != null && !before.snapshot().digest().equals(digest)) {
            generation++;
        }
        return new View(
                new RegisterSnapshot(generation, digest, contributors),
                java.util.Collections.unmodifiableMap(usable),
                tables);
    }

    private @Nullable Declared read(Bundle bundle) {
        Cached cached = cache.get(bundle.getBundleId());
        if (cached == null || cached.modified() != bundle.getLastModified()) {
            Declared declared;
            try {
                declared = DeclarationReader.read(bundle);
            } catch (IllegalStateException e) {
                return null; // uninstalled while we look
            }
            cached = new Cached(bundle.getLastModified(), declared);
            cache.put(bundle.getBundleId(), cached);
        }
        return cached.declared();
    }

    private static boolean active(Bundle bundle) {
        return (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0;
    }

    private static String digest(List<Contributor> contributors) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(Json.write(contributors).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
