package org.gallra.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.gallra.api.Text;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.contributor.ContributorException;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.rule.RuleService;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.Parameter;
import org.gallra.api.selection.SelectionCriterion;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The criteria of all bundles. What a criterion says of itself is asked once; what it selects, each time. */
@Component(service = Criteria.class)
public final class Criteria {

    private static final Duration BUDGET = Duration.ofSeconds(1);
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,99}");

    private final ContributorCalls calls;
    private final Map<SelectionCriterion, Map<String, Object>> services = new ConcurrentHashMap<>();
    private final Map<SelectionCriterion, Described> described = new ConcurrentHashMap<>();

    /** What a criterion says of itself. */
    private record Described(String id, Text label, List<Parameter> parameters, boolean filtersLists) {}

    /** A criterion of a bundle. */
    final class Offered {

        private final SelectionCriterion criterion;
        private final Map<String, Object> properties;
        private final Described said;

        private Offered(SelectionCriterion criterion, Map<String, Object> properties, Described said) {
            this.criterion = criterion;
            this.properties = properties;
            this.said = said;
        }

        String id() {
            return said.id();
        }

        String bundle() {
            return calls.bundle(properties);
        }

        Text label() {
            return said.label();
        }

        boolean filtersLists() {
            return said.filtersLists();
        }

        List<Parameter> parameters() {
            return said.parameters();
        }

        Text words(Arguments arguments) {
            return asked(() -> criterion.words(arguments));
        }

        boolean inverted(Arguments arguments) {
            return asked(() -> criterion.inverted(arguments));
        }

        SqlFragment select(Database.Kind kind, Arguments arguments, Instant now) {
            return asked(() -> criterion.select(kind, arguments, now));
        }

        SqlFragment select(Database.Kind kind, Arguments arguments, Instant now, long contact) {
            return asked(() -> criterion.select(kind, arguments, now, contact));
        }

        SqlFragment select(Database.Kind kind, Arguments arguments, Instant now, SqlFragment contacts) {
            return asked(() -> criterion.select(kind, arguments, now, contacts));
        }

        /** Returns the error for a query that the database refused. */
        ContributorException refused(String sqlState) {
            return named(calls.wrong(properties, service(), "SQL state " + sqlState));
        }

        private <T> T asked(Callable<@Nullable T> question) {
            try {
                T answer = calls.call(properties, service(), BUDGET, question);
                if (answer == null) {
                    throw calls.wrong(properties, service(), "null");
                }
                return answer;
            } catch (ContributorException e) {
                throw named(e);
            }
        }

        private ContributorException named(ContributorException e) {
            return new ContributorException(
                    e.bundle(),
                    new Text(
                            "Kriteriet " + id() + ": " + e.text().sv(),
                            "The criterion " + id() + ": " + e.text().en()));
        }

        private String service() {
            return "SelectionCriterion " + said.id();
        }

        RuleService.Criterion shown() {
            return new RuleService.Criterion(said.id(), bundle(), said.label(), said.parameters());
        }
    }

    /**
     * All criteria at one moment.
     *
     * @param offered by id
     * @param doubled why ids cannot be used that several bundles claim, by id
     */
    record Snapshot(Map<String, Offered> offered, Map<String, Text> doubled) {

        Optional<Offered> find(String id) {
            return Optional.ofNullable(offered.get(id));
        }
    }

    /** Takes the way to call bundles. */
    @Activate
    public Criteria(@Reference ContributorCalls calls) {
        this.calls = calls;
    }

    /** Takes note of a criterion. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addCriterion(SelectionCriterion criterion, Map<String, Object> properties) {
        services.put(criterion, Map.copyOf(properties));
    }

    /** Forgets a criterion. */
    public void removeCriterion(SelectionCriterion criterion) {
        services.remove(criterion);
        described.remove(criterion);
    }

    /** Returns all criteria that say what they are. */
    Snapshot snapshot() {
        Map<String, List<Offered>> found = new HashMap<>();
        services.forEach((criterion, properties) -> {
            Described said = describe(criterion, properties);
            if (said != null) {
                found.computeIfAbsent(said.id(), id -> new ArrayList<>()).add(new Offered(criterion, properties, said));
            }
        });
        Map<String, Offered> offered = new LinkedHashMap<>();
        Map<String, Text> doubled = new HashMap<>();
        found.values().stream()
                .sorted(Comparator.comparing((List<Offered> same) -> same.get(0).bundle())
                        .thenComparing(same -> same.get(0).id()))
                .forEach(same -> {
                    String id = same.get(0).id();
                    if (same.size() == 1) {
                        offered.put(id, same.get(0));
                    } else {
                        String who = String.join(
                                ", ",
                                same.stream().map(Offered::bundle).sorted().toList());
                        doubled.put(
                                id,
                                new Text(
                                        "Kriteriet " + id + " finns i flera tillägg: " + who + ". Ta bort ett av dem.",
                                        "Several bundles bring the criterion " + id + ": " + who
                                                + ". Remove one of them."));
                    }
                });
        return new Snapshot(Collections.unmodifiableMap(offered), Map.copyOf(doubled));
    }

    private @Nullable Described describe(SelectionCriterion criterion, Map<String, Object> properties) {
        Described known = described.get(criterion);
        if (known != null) {
            return known;
        }
        String service = "SelectionCriterion";
        try {
            Described said = calls.call(
                    properties,
                    service,
                    BUDGET,
                    () -> new Described(
                            criterion.id(),
                            criterion.label(),
                            List.copyOf(criterion.parameters()),
                            criterion.filtersLists()));
            if (said.label() == null
                    || said.id() == null
                    || !ID.matcher(said.id()).matches()) {
                throw calls.wrong(properties, service, "id or label");
            }
            described.put(criterion, said);
            return said;
        } catch (ContributorException e) {
            return null; // kept account of by the calls; whoever asks for its id is told that it is not there
        }
    }
}
