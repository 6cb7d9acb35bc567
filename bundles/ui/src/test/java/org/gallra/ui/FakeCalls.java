package org.gallra.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gallra.api.Text;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.contributor.ContributorException;

/** Calls parts as the register does, on a thread and with a budget, and remembers what it was told. */
final class FakeCalls implements ContributorCalls, AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Trouble> troubles = new ArrayList<>();
    final List<Duration> budgets = new ArrayList<>();

    /** So long a part gets at least, whatever its budget says: a machine that stands still for a moment fails no test. Zero for parts that hang. */
    Duration patience = Duration.ofSeconds(30);

    static Map<String, Object> properties(long service, long bundle) {
        return Map.of("service.id", service, "service.bundleid", bundle);
    }

    @Override
    public <T> Begun<T> begin(Map<String, ?> properties, String service, Duration budget, Callable<T> work) {
        budgets.add(budget);
        Future<T> call = threads.submit(work);
        return () -> end(call, properties, service, budget);
    }

    private <T> T end(Future<T> call, Map<String, ?> properties, String service, Duration budget) {
        try {
            Duration time = budget.compareTo(patience) > 0 ? budget : patience;
            return call.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failed(
                    properties,
                    service,
                    Problem.THREW,
                    String.valueOf(e.getCause()).split(":")[0]);
        } catch (TimeoutException | InterruptedException e) {
            call.cancel(true);
            throw failed(properties, service, Problem.TOO_SLOW, budget.toMillis() + " ms");
        }
    }

    @Override
    public ContributorException wrong(Map<String, ?> properties, String service, String detail) {
        return failed(properties, service, Problem.WRONG_ANSWER, detail);
    }

    private ContributorException failed(Map<String, ?> properties, String service, Problem problem, String detail) {
        troubles.add(new Trouble(bundle(properties), service, problem, detail, 1, Instant.EPOCH));
        return new ContributorException(bundle(properties), Text.same(service));
    }

    @Override
    public String bundle(Map<String, ?> properties) {
        return "acme.b" + properties.get("service.bundleid");
    }

    @Override
    public List<Trouble> troubles() {
        return List.copyOf(troubles);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
