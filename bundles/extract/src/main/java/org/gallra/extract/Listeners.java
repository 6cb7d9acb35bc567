package org.gallra.extract;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.contributor.ContributorException;
import org.gallra.api.extract.ExtractListener;
import org.gallra.api.extract.ExtractService.Format;
import org.gallra.api.extract.RegisterExtract;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Those who want to hear of extracts. One that fails does not take the others along. */
@Component(service = Listeners.class)
public final class Listeners {

    private static final Duration BUDGET = Duration.ofSeconds(1);

    private final ContributorCalls calls;
    private final Map<ExtractListener, Map<String, Object>> services = new ConcurrentHashMap<>();

    /** Takes the way to call them. */
    @Activate
    public Listeners(@Reference ContributorCalls calls) {
        this.calls = calls;
    }

    /** A listener comes. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addListener(ExtractListener listener, Map<String, Object> properties) {
        services.put(listener, Map.copyOf(properties));
    }

    /** A listener goes. */
    public void removeListener(ExtractListener listener) {
        services.remove(listener);
    }

    void made(RegisterExtract extract, Format format) {
        services.forEach((listener, properties) -> {
            try {
                calls.call(properties, "ExtractListener " + listener.getClass().getName(), BUDGET, () -> {
                    listener.made(extract, format);
                    return true;
                });
            } catch (ContributorException e) {
                // noted by the one who calls; the extract is made
            }
        });
    }
}
