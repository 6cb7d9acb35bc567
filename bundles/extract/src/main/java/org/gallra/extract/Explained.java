package org.gallra.extract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    List<Row> explain(String record, List<Row> rows) {
        for (var service : services.entrySet()) {
            try {
                List<Row> explained = ask(service.getKey(), service.getValue(), record, rows);
                if (explained != null) {
                    return explained;
                }
            } catch (ContributorException e) {
                // named by the one who calls; the values are shown as they are stored
            }
        }
        return rows;
    }

    private @Nullable List<Row> ask(ExtractWords words, Map<String, Object> properties, String record, List<Row> rows) {
        String name = "ExtractWords " + record;
        List<@Nullable Map<String, @Nullable Object>> said = calls.call(properties, name, BUDGET, () -> {
            if (!words.records().contains(record)) {
                return List.<@Nullable Map<String, @Nullable Object>>of();
            }
            List<Map<String, @Nullable Object>> values = new ArrayList<>();
            rows.forEach(r -> values.add(new LinkedHashMap<>(r.values())));
            List<@Nullable Map<String, @Nullable Object>> answer = words.explain(record, values);
            return new ArrayList<>(answer);
        });
        if (said.isEmpty()) {
            return null;
        }
        if (said.size() != rows.size()) {
            throw calls.wrong(properties, name, "another number of rows than it was given");
        }
        List<Row> explained = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Map<String, @Nullable Object> values = said.get(i);
            if (values != null) {
                Row row = rows.get(i);
                explained.add(new Row(Collections.unmodifiableMap(values), row.company(), row.otherContacts()));
            }
        }
        return explained;
    }
}
