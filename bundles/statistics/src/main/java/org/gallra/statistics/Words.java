package org.gallra.statistics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gallra.api.Text;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.contributor.ContributorException;
import org.gallra.api.extract.ExtractWords;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Has codes explained in words by the bundles that can; what fails is shown as it is stored. */
@Component(service = Words.class)
public final class Words {

    private static final Duration BUDGET = Duration.ofSeconds(1);

    private final ContributorCalls calls;
    private final Map<ExtractWords, Map<String, Object>> services = new ConcurrentHashMap<>();

    /** Takes the way to call them. */
    @Activate
    public Words(@Reference ContributorCalls calls) {
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

    /** Returns the words of those codes of a field that have some. */
    Map<String, Text> of(String record, String field, List<String> codes) {
        for (Map.Entry<ExtractWords, Map<String, Object>> service : services.entrySet()) {
            try {
                Map<String, Text> said = calls.call(
                        service.getValue(),
                        "ExtractWords " + record,
                        BUDGET,
                        () -> service.getKey().records().contains(record)
                                ? ask(service.getKey(), record, field, codes)
                                : Map.of());
                if (!said.isEmpty()) {
                    return said;
                }
            } catch (ContributorException e) {
                // named by the one who calls; the codes are shown as they are stored
            }
        }
        return Map.of();
    }

    private static Map<String, Text> ask(ExtractWords words, String record, String field, List<String> codes) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (String code : codes) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put(field, code);
            rows.add(row);
        }
        List<@Nullable Map<String, @Nullable Object>> explained = words.explain(record, rows);
        Map<String, Text> found = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(codes.size(), explained.size()); i++) {
            Map<String, @Nullable Object> row = explained.get(i);
            if (row != null && row.get(field) instanceof Text text) {
                found.put(codes.get(i), text);
            }
        }
        return found;
    }
}
