package org.gallra.extract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.contributor.ContributorException;
import org.gallra.api.extract.ExtractWords;
import org.gallra.api.personaldata.PersonalDataRegister.Row;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Has rows explained in words by the bundles that can; what fails is shown as it is stored. */
@Component(service = Explained.class)
public final class Explained {

    private static final Duration BUDGET = Duration.ofSeconds(1);
    /** How many rows are explained by one call. */
    private static final int AT_ONCE = 1_000;

    private final ContributorCalls calls;
    private final Map<ExtractWords, Map<String, Object>> services = new ConcurrentHashMap<>();

    /** Takes the way to call them. */
    @Activate
    public Explained(@Reference ContributorCalls calls) {
        this.calls = calls;
    }

    /** One comes. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addWords(ExtractWords words, Map<String, Object> properties) {
        services.put(words, Map.copyOf(properties));
    }

    /** One goes. */
    public void removeWords(ExtractWords words) {
        services.remove(words);
    }

    /** Asks each what it explains, for one extract. */
    Explaining begin() {
        Map<String, List<Explainer>> all = new HashMap<>();
        services.forEach((words, properties) -> {
            try {
                Set<String> records = calls.call(properties, "ExtractWords", BUDGET, () -> Set.copyOf(words.records()));
                records.forEach(record ->
                        all.computeIfAbsent(record, k -> new ArrayList<>()).add(new Explainer(words, properties)));
            } catch (ContributorException e) {
                // named by the one who calls; the values are shown as they are stored
            }
        });
        return new Explaining(all);
    }

    /** One who explains. */
    private record Explainer(ExtractWords words, Map<String, Object> properties) {}

    /** Explains the rows of one extract. */
    final class Explaining {

        private final Map<String, List<Explainer>> explainers;

        private Explaining(Map<String, List<Explainer>> explainers) {
            this.explainers = explainers;
        }

        List<Row> explain(String record, List<Row> rows) {
            for (Explainer explainer : explainers.getOrDefault(record, List.of())) {
                try {
                    return ask(explainer, record, rows);
                } catch (ContributorException e) {
                    // named by the one who calls; the values are shown as they are stored
                }
            }
            return rows;
        }
    }

    private List<Row> ask(Explainer explainer, String record, List<Row> rows) {
        KeptRows explained = new KeptRows();
        List<Row> some = new ArrayList<>();
        Iterator<Row> all = rows.iterator();
        while (all.hasNext()) {
            some.add(all.next());
            if (some.size() == AT_ONCE || !all.hasNext()) {
                some(explainer, record, some, explained);
                some.clear();
            }
        }
        return explained.rows();
    }

    private void some(Explainer explainer, String record, List<Row> rows, KeptRows explained) {
        String name = "ExtractWords " + record;
        List<Map<String, @Nullable Object>> values = new ArrayList<>();
        rows.forEach(r -> values.add(new LinkedHashMap<>(r.values())));
        List<@Nullable Map<String, @Nullable Object>> said = calls.call(
                explainer.properties(),
                name,
                BUDGET,
                () -> new ArrayList<>(explainer.words().explain(record, values)));
        if (said.size() != rows.size()) {
            throw calls.wrong(explainer.properties(), name, "another number of rows than it was given");
        }
        for (int i = 0; i < rows.size(); i++) {
            Map<String, @Nullable Object> words = said.get(i);
            if (words != null) {
                Row row = rows.get(i);
                explained.keep(new Row(Collections.unmodifiableMap(words), row.company(), row.otherContacts()));
            }
        }
    }
}
