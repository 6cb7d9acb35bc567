package org.gallra.register;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.contributor.ContributorException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls bundles' services on threads of their own and keeps account of what goes wrong. */
@Component(service = ContributorCalls.class)
public final class BudgetedCalls implements ContributorCalls {

    private static final Logger LOG = LoggerFactory.getLogger(BudgetedCalls.class);
    private static final int HANGING = 4;

    /**
     * How long after its budget a call may go on before it is interrupted: longer than any statement waits for
     * a lock. Whoever is interrupted in the middle of a statement costs embedded Derby its connection or an open file, and a
     * call that was merely slow ends by itself; nobody waits for it.
     */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** How long a stop waits for calls that are under way. */
    private static final Duration END = Duration.ofSeconds(5);

    private static final int MOST_TROUBLES = 1_000;
    private static final String UNKNOWN = "?";

    private final AccessControl access;
    private final LongFunction<@Nullable String> names;
    private final Clock clock;
    private final Duration grace;
    private final Duration end;
    private final Map<String, AtomicInteger> hanging = new ConcurrentHashMap<>();
    private final Map<Key, Trouble> troubles = new ConcurrentHashMap<>();

    /** Asking the framework for a bundle goes through its hooks, each time. */
    private final Map<Long, String> known = new ConcurrentHashMap<>();

    private final ExecutorService threads =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), run -> {
                Thread thread = new Thread(run, "gallra-contributor");
                thread.setDaemon(true);
                return thread;
            });
    private final ScheduledThreadPoolExecutor interrupts = new ScheduledThreadPoolExecutor(1, run -> {
        Thread thread = new Thread(run, "gallra-contributor");
        thread.setDaemon(true);
        return thread;
    });

    private record Key(String bundle, String service, Problem problem, String detail) {}

    /** Takes who calls. */
    @Activate
    public BudgetedCalls(BundleContext context, @Reference AccessControl access) {
        this(
                access,
                id -> {
                    Bundle bundle = context.getBundle(id);
                    return bundle == null ? null : bundle.getSymbolicName();
                },
                Clock.systemUTC(),
                GRACE,
                END);
    }

    BudgetedCalls(AccessControl access, LongFunction<@Nullable String> names, Clock clock) {
        this(access, names, clock, GRACE, END);
    }

    BudgetedCalls(
            AccessControl access, LongFunction<@Nullable String> names, Clock clock, Duration grace, Duration end) {
        this.access = access;
        this.names = names;
        this.clock = clock;
        this.grace = grace;
        this.end = end;
        interrupts.setRemoveOnCancelPolicy(true);
        interrupts.setKeepAliveTime(grace.toMillis(), TimeUnit.MILLISECONDS);
        interrupts.allowCoreThreadTimeOut(true);
    }

    /** Lets calls end that are under way; after a while what still hangs is interrupted, whatever it hangs in. */
    @Deactivate
    public void stop() {
        interrupts.shutdownNow();
        threads.shutdown();
        boolean ended = false;
        try {
            ended = threads.awaitTermination(end.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            threads.shutdownNow();
        }
    }

    @Override
    public <T> Begun<T> begin(Map<String, ?> properties, String service, Duration budget, Callable<T> work) {
        String bundle = bundle(properties);
        AtomicInteger stuck = hanging.computeIfAbsent(bundle, b -> new AtomicInteger());
        if (stuck.get() >= HANGING) {
            return () -> {
                throw failed(bundle, service, Problem.BUSY, "", busy(bundle, service));
            };
        }
        Caller caller = caller();
        Attempt<T> call = new Attempt<>(stuck, () -> access.callAs(caller, () -> run(work)));
        long began = System.nanoTime();
        threads.execute(call::runToItsEnd);
        return () -> end(call, bundle, service, budget, began);
    }

    private <T> T end(Attempt<T> call, String bundle, String service, Duration budget, long began) {
        try {
            return call.get(budget.toNanos() - (System.nanoTime() - began), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            call.late();
            throw failed(bundle, service, Problem.TOO_SLOW, budget.toMillis() + " ms", slow(bundle, service, budget));
        } catch (InterruptedException e) {
            call.late();
            Thread.currentThread().interrupt();
            throw failed(bundle, service, Problem.TOO_SLOW, "interrupted", slow(bundle, service, budget));
        } catch (ExecutionException e) {
            throw thrown(bundle, service, e);
        }
    }

    @Override
    public ContributorException wrong(Map<String, ?> properties, String service, String detail) {
        String bundle = bundle(properties);
        return failed(
                bundle,
                service,
                Problem.WRONG_ANSWER,
                detail,
                new Text(
                        bundle + " svarade orimligt (" + type(service) + ": " + detail + ")",
                        bundle + " answered nonsense (" + type(service) + ": " + detail + ")"));
    }

    @Override
    public String bundle(Map<String, ?> properties) {
        if (!(properties.get("service.bundleid") instanceof Long id)) {
            return UNKNOWN;
        }
        String name = known.get(id);
        if (name == null) {
            name = names.apply(id);
            if (name == null) {
                return UNKNOWN;
            }
            known.put(id, name);
        }
        return name;
    }

    @Override
    public List<Trouble> troubles() {
        return troubles.values().stream()
                .sorted(Comparator.comparing(Trouble::bundle)
                        .thenComparing(Trouble::service)
                        .thenComparing(Trouble::problem))
                .toList();
    }

    private ContributorException thrown(String bundle, String service, ExecutionException e) {
        Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
        if (cause instanceof Wrapped wrapped) {
            cause = Objects.requireNonNullElse(wrapped.getCause(), wrapped);
        }
        // neither message nor cause goes on: they may hold values; a refusal of Gallra's own says what to do and holds
        // none
        String said =
                cause instanceof GallraException known ? ": " + known.text().sv() : "";
        String says =
                cause instanceof GallraException known ? ": " + known.text().en() : "";
        return failed(
                bundle,
                service,
                Problem.THREW,
                cause.getClass().getName(),
                new Text(
                        bundle + " misslyckades (" + type(service) + ")" + said,
                        bundle + " failed (" + type(service) + ")" + says));
    }

    /** The interface is for people; the class and what was thrown are for the log and the list of troubles. */
    private static String type(String service) {
        return service.split(" ", 2)[0];
    }

    private ContributorException failed(String bundle, String service, Problem problem, String detail, Text text) {
        Instant now = clock.instant();
        Key key = new Key(bundle, service, problem, detail);
        if (troubles.size() < MOST_TROUBLES || troubles.containsKey(key)) {
            troubles.merge(
                    key,
                    new Trouble(bundle, service, problem, detail, 1, now),
                    (old, one) -> new Trouble(bundle, service, problem, detail, old.times() + 1, now));
        }
        LOG.warn("{} of {}: {} {}", service, bundle, problem, detail);
        return new ContributorException(bundle, text);
    }

    private static Text slow(String bundle, String service, Duration budget) {
        return new Text(
                bundle + " svarade inte inom " + budget.toMillis() + " ms (" + type(service) + ")",
                bundle + " did not answer within " + budget.toMillis() + " ms (" + type(service) + ")");
    }

    private static Text busy(String bundle, String service) {
        return new Text(
                bundle + " tillfrågas inte: tidigare anrop har inte slutat (" + type(service) + ")",
                bundle + " is not asked: earlier calls have not ended (" + type(service) + ")");
    }

    private Caller caller() {
        try {
            return access.caller();
        } catch (GallraException e) {
            return Caller.SYSTEM;
        }
    }

    private static <T> T run(Callable<T> work) {
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new Wrapped(e);
        }
    }

    /** One call, and what is kept of it when nobody waits for it any more. */
    private final class Attempt<T> extends FutureTask<T> {

        private final AtomicInteger stuck;
        private boolean over;
        private @Nullable Future<?> interrupt;

        Attempt(AtomicInteger stuck, Callable<T> work) {
            super(work);
            this.stuck = stuck;
        }

        void runToItsEnd() {
            try {
                run();
            } finally {
                over();
            }
        }

        /** Nobody waits for the answer any more. */
        synchronized void late() {
            if (!over) {
                stuck.incrementAndGet();
                interrupt = interrupts.schedule(() -> cancel(true), grace.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        private synchronized void over() {
            over = true;
            if (interrupt != null) {
                interrupt.cancel(false);
                stuck.decrementAndGet();
            }
        }
    }

    /** A checked exception on its way out. */
    private static final class Wrapped extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Wrapped(Exception cause) {
            super(cause);
        }
    }
}
