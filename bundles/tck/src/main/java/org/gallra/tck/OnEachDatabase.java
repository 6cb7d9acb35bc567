package org.gallra.tck;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.gallra.api.persistence.Database.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.TestWatcher;

/** Runs each check on each database that there is, gives it a bench, and prints at the end what came of all. */
final class OnEachDatabase implements TestTemplateInvocationContextProvider, TestWatcher, AfterAllCallback {

    /** The JUnit parameter that says on which databases checks run, such as {@code derby,postgresql}. */
    static final String DATABASES = "gallra.tck.databases";

    /** The JUnit parameter that says how many rows check 14 reads, for tests of the kit itself. */
    static final String ROWS = "gallra.tck.rows";

    private static final int MANY = 10_000;
    private static final Namespace NAMESPACE = Namespace.create(OnEachDatabase.class);
    private static final String BINARIES = "/postgres-linux-x86_64.txz";

    /** What all checks of one class share. */
    private static final class Shared implements ExtensionContext.Store.CloseableResource {

        private final Map<Kind, Bench> benches = new EnumMap<>(Kind.class);
        private final Map<Kind, RuntimeException> failures = new EnumMap<>(Kind.class);
        private final Summary summary = new Summary();
        private final TimeZone zone = TimeZone.getDefault();

        /** The server runs in UTC wherever it stands. */
        Shared() {
            TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        }

        Bench bench(PersonalDataContract contract, Kind kind, int rows) {
            RuntimeException failure = failures.get(kind);
            if (failure != null) {
                throw failure;
            }
            try {
                return benches.computeIfAbsent(kind, k -> new Bench(contract, k, rows));
            } catch (RuntimeException e) {
                failures.put(kind, e);
                throw e;
            }
        }

        @Override
        public void close() {
            benches.values().forEach(Bench::close);
            TimeZone.setDefault(zone);
        }
    }

    /** Puts a bench under the contract, and cleans it afterwards. */
    private record Opening(Kind kind) implements BeforeEachCallback, AfterEachCallback {

        @Override
        public void beforeEach(ExtensionContext context) {
            PersonalDataContract contract = (PersonalDataContract) context.getRequiredTestInstance();
            int rows = context.getConfigurationParameter(ROWS, Integer::valueOf).orElse(MANY);
            Bench bench = shared(context).bench(contract, kind, rows);
            shared(context).summary.of(bench.subject());
            contract.bench = bench;
        }

        @Override
        public void afterEach(ExtensionContext context) {
            PersonalDataContract contract = (PersonalDataContract) context.getRequiredTestInstance();
            Bench bench = contract.bench;
            if (bench != null) {
                bench.clear();
            }
        }
    }

    /** One check on one database. */
    private record On(Kind kind) implements TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int index) {
            return kind.name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Opening(kind));
        }
    }

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(Check.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        return kinds(context.getConfigurationParameter(DATABASES).orElse("")).stream()
                .map(On::new);
    }

    private static List<Kind> kinds(String wanted) {
        if (!wanted.isBlank()) {
            return Stream.of(wanted.split(",", -1))
                    .map(w -> Kind.valueOf(w.strip().toUpperCase(Locale.ROOT)))
                    .toList();
        }
        List<Kind> kinds = new ArrayList<>(List.of(Kind.DERBY));
        boolean server = !System.getProperty("gallra.test.pg", "").isEmpty();
        if (server || OnEachDatabase.class.getResource(BINARIES) != null) {
            kinds.add(Kind.POSTGRESQL);
        }
        return kinds;
    }

    private static Shared shared(ExtensionContext context) {
        ExtensionContext at = context;
        while (at.getTestMethod().isPresent() && at.getParent().isPresent()) {
            at = at.getParent().get();
        }
        return at.getStore(NAMESPACE).getOrComputeIfAbsent(Shared.class, type -> new Shared(), Shared.class);
    }

    private static void note(ExtensionContext context, Summary.Result result, @Nullable Throwable cause) {
        if (context.getRequiredTestMethod().isAnnotationPresent(Check.class)) {
            shared(context)
                    .summary
                    .add(
                            context.getRequiredTestMethod().getName(),
                            context.getDisplayName(),
                            result,
                            cause == null ? null : cause.getMessage());
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        note(context, Summary.Result.OK, null);
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        note(context, Summary.Result.NOTHING_TO_CHECK, cause);
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        note(context, Summary.Result.FAILED, cause);
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        // a check that somebody switches off is not in the table, and JUnit says so
    }

    @Override
    public void afterAll(ExtensionContext context) {
        System.out.println(shared(context).summary.table());
    }
}
