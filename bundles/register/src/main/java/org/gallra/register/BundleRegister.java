package org.gallra.register;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.persistence.Worker;
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
 * Follows all bundles and shows them to the {@link Register}.
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

    /** A bundle may make tables after it has started, and somebody by hand at any time: no event tells. */
    private static final int AGAIN_SECONDS = 2;

    private static final int ALWAYS_SECONDS = 60;

    private final Offers offers;
    private final Stores stores;
    private final Register register;
    private final Runnable changed = this::later;
    private final BundleContext context;
    private final Worker worker = new Worker("gallra-register");
    private final AtomicBoolean queued = new AtomicBoolean();
    private final Map<Long, Cached> cache = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> made = new ConcurrentHashMap<>();
    private final BundleTracker<Bundle> tracker;

    /** What was read of a bundle, and when the bundle was last changed. */
    private record Cached(long modified, @Nullable Declared declared) {}

    /** Looks at all bundles once, then at each change. */
    @Activate
    public BundleRegister(
            BundleContext context,
            @Reference Database database,
            @Reference Offers offers,
            @Reference ContributorCalls calls,
            @Reference(target = "(gallra.schema=org.gallra.register)") SchemaReady schema) {
        this.context = context;
        this.offers = offers;
        this.stores = new Stores(offers, calls);
        this.register = new Register(database, offers, stores);
        this.tracker = new BundleTracker<>(context, MASK, this);
        tracker.open();
        refresh();
        offers.onChange(changed);
        worker.scheduleWithFixedDelay(this::refreshQuietly, ALWAYS_SECONDS, ALWAYS_SECONDS, TimeUnit.SECONDS);
    }

    /** Stops to look. */
    @Deactivate
    public void stop() {
        offers.forget(changed);
        tracker.close();
        worker.end(Duration.ofSeconds(10));
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
        return register.snapshot();
    }

    @Override
    public long read(RecordDeclaration record, long contactKey, Consumer<Row> rows) {
        return register.read(record, contactKey, rows);
    }

    @Override
    public long read(StoreDeclaration store, long contactKey, Consumer<Row> items) {
        return register.read(store, contactKey, items);
    }

    @Override
    public SqlFragment contactMoments(Instant after, Instant through) {
        return register.contactMoments(after, through);
    }

    @Override
    public SqlFragment contactMoments(Instant after, Instant through, long contactKey) {
        return register.contactMoments(after, through, contactKey);
    }

    @Override
    public SqlFragment hadContact(Instant after, Instant through, String contact) {
        return register.hadContact(after, through, contact);
    }

    @Override
    public SqlFragment contactMoments(Instant after, Instant through, SqlFragment among) {
        return register.contactMoments(after, through, among);
    }

    @Override
    public Optional<LastContact> lastContact(long contactKey, Instant through) {
        return register.lastContact(contactKey, through);
    }

    /** Returns the register without the framework, for what works on it. */
    Register register() {
        return register;
    }

    /** Returns the way to the stores of bundles. */
    Stores stores() {
        return stores;
    }

    /** Looks again soon, for what was decided. */
    void later() {
        if (worker != null && tracker != null && !worker.isShutdown() && queued.compareAndSet(false, true)) {
            worker.schedule(this::refreshQuietly, 20, TimeUnit.MILLISECONDS);
            worker.schedule(this::refreshQuietly, AGAIN_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void refreshQuietly() {
        queued.set(false);
        if (context.getBundle(0).getState() == Bundle.STOPPING) {
            return; // the server stops: that bundles do is no news
        }
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

    /** Looks now. */
    synchronized void refresh() {
        List<Register.Present> present = new ArrayList<>();
        for (Bundle bundle : tracker.getTracked().keySet()) {
            Declared said = read(bundle);
            if (said != null) {
                present.add(new Register.Present(
                        said.with(made.get(said.bundle())), active(bundle), Hindrance.of(bundle, context)));
            }
        }
        register.look(present);
        LOG.debug("Looked at {} bundles with declarations", present.size());
    }

    private @Nullable Declared read(Bundle bundle) {
        Cached cached = cache.get(bundle.getBundleId());
        if (cached == null || cached.modified() != bundle.getLastModified()) {
            Declared declared;
            try {
                declared = DeclarationReader.read(new InstalledContent(bundle));
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
}
