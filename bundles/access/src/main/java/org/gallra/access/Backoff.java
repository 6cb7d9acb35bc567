package org.gallra.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.Text;

/** Slows down guessing: after five failures for a name each further one doubles the wait, up to five minutes. */
final class Backoff {

    private static final int FREE = 5;
    private static final int NAMES = 10_000;

    private record Failures(int count, Instant until) {}

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > NAMES;
        }
    };

    Backoff(Clock clock) {
        this.clock = clock;
    }

    synchronized void check(String name) {
        Failures known = failures.get(name);
        if (known != null && clock.instant().isBefore(known.until())) {
            long seconds = Duration.between(clock.instant(), known.until()).toSeconds() + 1;
            throw new GallraException(
                    GallraException.Code.TOO_MANY,
                    new Text(
                            "För många försök. Vänta " + seconds + " sekunder.",
                            "Too many attempts. Wait " + seconds + " seconds."));
        }
    }

    synchronized void failed(String name) {
        Failures known = failures.get(name);
        int count = known == null ? 1 : known.count() + 1;
        long seconds = count < FREE ? 0 : Math.min(300, 1L << Math.min(9, count - FREE));
        failures.put(name, new Failures(count, clock.instant().plusSeconds(seconds)));
    }

    synchronized void succeeded(String name) {
        failures.remove(name);
    }
}
