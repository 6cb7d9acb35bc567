package org.gallra.register;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.erasure.ErasureBlocker;
import org.gallra.api.personaldata.PersonalDataStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The stores and blockers that bundles offer as services at this moment; nothing of them is called here. */
@Component(service = Offers.class)
public final class Offers {

    /**
     * A service and where it comes from.
     *
     * @param <T> the interface
     * @param service the service
     * @param properties its properties
     * @param bundle the symbolic name of its bundle
     * @param type the name of its class
     */
    record Offer<T>(T service, Map<String, ?> properties, String bundle, String type) {}

    private final ContributorCalls calls;
    private final Map<PersonalDataStore, Offer<PersonalDataStore>> stores = new ConcurrentHashMap<>();
    private final Map<ErasureBlocker, Offer<ErasureBlocker>> blockers = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Takes the names of bundles. */
    @Activate
    public Offers(@Reference ContributorCalls calls) {
        this.calls = calls;
    }

    /** A store comes. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addStore(PersonalDataStore store, Map<String, Object> properties) {
        addStore(store, properties, store.getClass().getName());
    }

    /** Takes a store that stands for one of the class with the name. */
    void addStore(PersonalDataStore store, Map<String, Object> properties, String type) {
        stores.put(store, new Offer<>(store, Map.copyOf(properties), calls.bundle(properties), type));
        changed();
    }

    /** A store goes. */
    public void removeStore(PersonalDataStore store) {
        stores.remove(store);
        changed();
    }

    /** A blocker comes. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addBlocker(ErasureBlocker blocker, Map<String, Object> properties) {
        blockers.put(
                blocker,
                new Offer<>(
                        blocker,
                        Map.copyOf(properties),
                        calls.bundle(properties),
                        blocker.getClass().getName()));
    }

    /** A blocker goes. */
    public void removeBlocker(ErasureBlocker blocker) {
        blockers.remove(blocker);
    }

    /** Calls the listener whenever a store comes or goes; it must return at once. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    void forget(Runnable listener) {
        listeners.remove(listener);
    }

    /** Returns the store of a bundle whose class has the name. */
    Optional<Offer<PersonalDataStore>> store(String bundle, String type) {
        return stores.values().stream()
                .filter(o -> o.bundle().equals(bundle) && o.type().equals(type))
                .findFirst();
    }

    /** Returns the classes of a bundle's stores. */
    Set<String> storeTypes(String bundle) {
        return stores.values().stream()
                .filter(o -> o.bundle().equals(bundle))
                .map(Offer::type)
                .collect(Collectors.toSet());
    }

    /** Returns all blockers, ordered by bundle and class. */
    List<Offer<ErasureBlocker>> blockers() {
        return blockers.values().stream()
                .sorted(java.util.Comparator.comparing((Offer<ErasureBlocker> o) -> o.bundle())
                        .thenComparing(Offer::type))
                .toList();
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }
}
