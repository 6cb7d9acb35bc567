package org.gallra.rest;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.jersey.uri.PathPattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Component;

/**
 * Remembers what was served once and is not at this moment: while its bundle is there it comes back. Immediate and without needs, since it has to
 * outlive the host, which comes and goes with the data source.
 */
@Component(service = Absent.class, immediate = true)
public final class Absent {

    private final Map<String, Map<PathPattern, Bundle>> mounts = new ConcurrentHashMap<>();

    private Map<PathPattern, Bundle> at(String mount) {
        return mounts.computeIfAbsent(mount, path -> new ConcurrentHashMap<>());
    }

    void left(String mount, List<PathPattern> paths, Bundle bundle) {
        paths.forEach(path -> at(mount).put(path, bundle));
    }

    void back(String mount, PathPattern path) {
        at(mount).keySet().removeIf(known -> known.getRegex().equals(path.getRegex()));
    }

    /**
     * Says whether what was served at a path will be again.
     *
     * @param instead what is served there now, or null: it counts only if it fits as well
     */
    boolean comesBack(String mount, String rest, @Nullable PathPattern instead) {
        return at(mount).entrySet().stream()
                .filter(e -> instead == null || PathPattern.COMPARATOR.compare(e.getKey(), instead) < 0)
                .anyMatch(e -> e.getKey().match(rest) != null
                        && (e.getValue().getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0);
    }
}
