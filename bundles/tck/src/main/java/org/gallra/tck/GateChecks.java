package org.gallra.tck;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.gallra.api.personaldata.Contributor;
import org.gallra.register.Finding;
import org.gallra.register.Finding.Rule;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/** What the core checks as well, whenever the bundle starts. */
final class GateChecks {

    private static final String DATABASE = "(database)";

    private final Bench bench;

    GateChecks(Bench bench) {
        this.bench = bench;
    }

    void declares() {
        if (bench.contributor() == null) {
            throw new AssertionFailedError(bench.subject().name()
                    + " says nothing of personal data and the core does not know it. Annotate its"
                    + " entities with @PersonalRecord and run the annotation processor, or write"
                    + " @HoldsNoPersonalData(sv = ..., en = ...) on its package.");
        }
        none(Rule.DECLARES, bench.findings(bench.subject().name()).stream());
    }

    void accounts() {
        none(
                Rule.ACCOUNTS,
                Stream.concat(bench.findings(bench.subject().name()).stream(), bench.findings(DATABASE).stream()));
    }

    void texts() {
        assumeDeclared();
        none(Rule.TEXTS, bench.findings(bench.subject().name()).stream());
    }

    void policies() {
        assumeDeclared();
        none(Rule.POLICIES, bench.findings(bench.subject().name()).stream());
    }

    void indexes() {
        Contributor contributor = assumeDeclared();
        Assumptions.assumeTrue(
                contributor.records().stream().anyMatch(r -> !r.links().isEmpty()),
                "the bundle declares no record with a link");
        none(Rule.INDEXES, bench.findings(bench.subject().name()).stream());
    }

    void name() {
        Assumptions.assumeTrue(
                named("OSGI-INF/l10n/bundle_sv.properties") && named("OSGI-INF/l10n/bundle_en.properties"),
                "the bundle has no name of its own: write bundle = ... into OSGI-INF/l10n/bundle_sv.properties and"
                        + " bundle_en.properties");
    }

    private boolean named(String file) {
        URL texts = bench.subject().entry(file);
        if (texts == null) {
            return false;
        }
        try (var in = new InputStreamReader(texts.openStream(), StandardCharsets.UTF_8)) {
            Properties properties = new Properties();
            properties.load(in);
            return !properties.getProperty("bundle", "").isBlank();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Contributor assumeDeclared() {
        Contributor contributor = bench.contributor();
        Assumptions.assumeTrue(
                contributor != null
                        && contributor.records().size() + contributor.stores().size() > 0,
                "the bundle declares no record and no store");
        return Objects.requireNonNull(contributor);
    }

    private static void none(Rule rule, Stream<Finding> findings) {
        List<Finding> found = findings.filter(f -> f.rule() == rule).toList();
        if (!found.isEmpty()) {
            Problems problems = new Problems();
            found.forEach(f -> problems.add(f.en(), "(" + f.sv() + ")"));
            problems.end();
        }
    }
}
