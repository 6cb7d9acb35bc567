package org.gallra.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.UserService;
import org.gallra.api.contact.CompanyQuery;
import org.gallra.api.contact.CompanyService;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactFilter.Anonymized;
import org.gallra.api.contact.ContactQuery;
import org.gallra.api.contact.ContactService;
import org.gallra.api.demo.DemoContributor;
import org.gallra.api.persistence.Database;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * With {@code -Dgallra.demo=true}: makes the demo users and, if there is neither company nor contact, the demo data, all of
 * it in one transaction. Then writes {@code demo-ready} into {@code karaf.data}. {@code -Dgallra.demo.contacts} says how many contacts, with
 * a tenth as many companies.
 *
 * <p>Immediate because nobody asks for it.
 */
@Component(
        service = {},
        immediate = true)
public final class Demo {

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final int CONTACTS = Math.max(10, Integer.getInteger("gallra.demo.contacts", 3_000));
    private static final int COMPANIES = CONTACTS / 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BundleContext context;
    private final CompanyService companies;
    private final ContactService contacts;
    private final UserService users;
    private final AccessControl access;
    private final Database database;
    private final Map<DemoContributor, Long> contributors = new ConcurrentHashMap<>();
    private final Path data = Path.of(System.getProperty("karaf.data", System.getProperty("java.io.tmpdir", ".")));
    private volatile boolean stopped;

    /** Starts the work on a thread of its own. */
    @Activate
    public Demo(
            BundleContext context,
            @Reference CompanyService companies,
            @Reference ContactService contacts,
            @Reference UserService users,
            @Reference AccessControl access,
            @Reference Database database) {
        this.context = context;
        this.companies = companies;
        this.contacts = contacts;
        this.users = users;
        this.access = access;
        this.database = database;
        if (Boolean.getBoolean("gallra.demo")) {
            Thread thread = new Thread(this::run, "gallra-demo");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Stops at the next record; what is not finished is rolled back. */
    @Deactivate
    public void stop() {
        stopped = true;
        synchronized (contributors) {
            contributors.notifyAll();
        }
    }

    /** Takes a contributor. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addContributor(DemoContributor contributor, ServiceReference<DemoContributor> reference) {
        synchronized (contributors) {
            contributors.put(contributor, reference.getBundle().getBundleId());
            contributors.notifyAll();
        }
    }

    /** Forgets a contributor. */
    public void removeContributor(DemoContributor contributor) {
        contributors.remove(contributor);
    }

    private void run() {
        try {
            Files.deleteIfExists(data.resolve("demo-ready"));
            access.callAs(Caller.SYSTEM, () -> {
                seed();
                return true;
            });
            Files.writeString(data.resolve("demo-ready"), Instant.now() + "\n");
        } catch (IOException e) {
            LOG.error("The demo data could not be made: no file could be written in {}", data);
        } catch (RuntimeException e) {
            if (!stopped) {
                LOG.error("The demo data could not be made; nothing of it was kept", e);
            }
        }
    }

    private void seed() {
        try {
            DemoUsers.create(users, data.resolve("demo-users.txt"));
        } catch (IOException e) {
            throw new IllegalStateException("The file with the demo users could not be written", e);
        }
        if (!empty()) {
            LOG.info("There are contacts already: no demo data is added");
            return;
        }
        List<DemoContributor> all = await();
        Instant start = Instant.now();
        DemoData work = new DemoData(companies, contacts, () -> stopped);
        int made = database.inTransaction(
                connection -> work.fill(COMPANIES, CONTACTS, all, start.truncatedTo(ChronoUnit.HOURS)));
        LOG.info(
                "Demo data: {} companies and {} contacts, and what {} contributors add, in {} ms",
                COMPANIES,
                made,
                all.size(),
                Duration.between(start, Instant.now()).toMillis());
    }

    private boolean empty() {
        ContactFilter any = ContactFilter.ALL.with(Anonymized.INCLUDE);
        return contacts.list(new ContactQuery(any, ContactQuery.Sort.CREATED, false, null, 1))
                        .items()
                        .isEmpty()
                && companies.list(CompanyQuery.matching(null)).items().isEmpty();
    }

    /** Waits for the contributors of all bundles whose manifest promises one: their tables may not be there yet. */
    private List<DemoContributor> await() {
        Instant end = Instant.now().plus(PATIENCE);
        synchronized (contributors) {
            while (!stopped) {
                Set<String> missing = missing(contributors.values());
                long left = Duration.between(Instant.now(), end).toMillis();
                if (missing.isEmpty() || left <= 0) {
                    missing.forEach(b -> LOG.warn("{} adds nothing to the demo data: it did not start in time", b));
                    break;
                }
                try {
                    contributors.wait(Math.min(left, 500));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }
            return new ArrayList<>(contributors.keySet());
        }
    }

    private Set<String> missing(Collection<Long> there) {
        Set<String> missing = new TreeSet<>();
        for (Bundle bundle : context.getBundles()) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            boolean promises = revision != null
                    && bundle.getState() != Bundle.UNINSTALLED
                    && revision.getDeclaredCapabilities("osgi.service").stream()
                            .anyMatch(c -> names(c.getAttributes().get("objectClass")));
            if (promises && !there.contains(bundle.getBundleId())) {
                missing.add(Objects.requireNonNullElse(bundle.getSymbolicName(), bundle.getLocation()));
            }
        }
        return missing;
    }

    private static boolean names(@Nullable Object objectClass) {
        return objectClass instanceof Collection<?> classes && classes.contains(DemoContributor.class.getName());
    }
}
