package org.gallra.rest;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.glassfish.jersey.uri.PathPattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Component;

/**
 * Remembers what was served once and is not at this moment: while its bundle is there it comes back, unless the bundle was updated meanwhile and does
 * without it now. Immediate and without needs, since it has to outlive the host, which comes and goes with the data source.
 */
@Component(service = Absent.class, immediate = true)
public final class Absent {

    /**
     * Who served something.
     *
     * @param bundle the bundle
     * @param version when what it consists of was changed last, by the framework's clock
     */
    private record Origin(Bundle bundle, long version) {

        /** Says whether the bundle will serve it again, as far as is known. */
        boolean promises(Predicate<Bundle> unfinished) {
            if ((bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) == 0) {
                return false;
            }
            return version == bundle.getLastModified() || unfinished.test(bundle);
        }
    }

    private final Map<String, Map<Part, Origin>> mounts = new ConcurrentHashMap<>();

    private Map<Part, Origin> at(String mount) {
        return mounts.computeIfAbsent(mount, path -> new ConcurrentHashMap<>());
    }

    void left(String mount, List<Part> parts, Bundle bundle) {
        Origin origin = new Origin(bundle, bundle.getLastModified());
        parts.forEach(part -> at(mount).put(part, origin));
    }

    void back(String mount, List<Part> parts) {
        at(mount).keySet().removeIf(known -> parts.stream().anyMatch(known::is));
    }

    /**
     * Says whether what was served at a path will be again.
     *
     * @param instead what is served there now, or null: then only what fits better counts
     * @param unfinished whether a bundle has yet to put in place what it offers
     */
    boolean comesBack(String mount, String rest, @Nullable PathPattern instead, Predicate<Bundle> unfinished) {
        return at(mount).entrySet().stream()
                .filter(e -> instead == null
                        || PathPattern.COMPARATOR.compare(e.getKey().path(), instead) < 0)
                .filter(e -> e.getKey().path().match(rest) != null)
                .anyMatch(e -> e.getValue().promises(unfinished));
    }
}
