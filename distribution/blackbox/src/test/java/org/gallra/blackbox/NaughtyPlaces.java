package org.gallra.blackbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives the places of requests all naughty strings, and looks at what comes of it: no 5xx, and no row of a table is changed by what is refused. */
final class NaughtyPlaces {

    private static final List<String> STRINGS = NaughtyStrings.all();
    /** So often what is refused is sent again while something else may still be at work. */
    private static final int ATTEMPTS = 4;

    private final Api admin;
    private final Stored stored;
    private final Tidy tidy;
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    /** Refused because of too many attempts: the string was not looked at. */
    private final AtomicInteger tooMany = new AtomicInteger();

    NaughtyPlaces(Api admin, Stored stored) {
        this.admin = admin;
        this.stored = stored;
        this.tidy = Tidy.of(admin);
    }

    /** Sends all strings to one place. */
    void attempt(Attempts.Place place) throws Exception {
        Map<String, String> before = stored.now();
        List<String> refused = refused(place, STRINGS);
        Map<String, String> after = stored.now();
        boolean storing = refused.size() < STRINGS.size() && !place.operation().startsWith("GET ");
        for (int attempt = 0; storing || !after.equals(before); attempt++) {
            if (attempt == ATTEMPTS) {
                faults.add("Refused and yet stored, at " + place + ": " + changes(before, after));
                break;
            }
            before = after;
            List<String> again = place.operation().startsWith("GET ") ? STRINGS : refused;
            storing = refused(place, again).size() < refused.size();
            after = stored.now();
        }
        tidy.up();
    }

    private List<String> refused(Attempts.Place place, List<String> texts) throws InterruptedException {
        List<String> refused = Collections.synchronizedList(new ArrayList<>());
        Together.work(texts.stream(), text -> {
            Api.Answer answer = admin.send(place.withText(text).of(admin));
            sent.incrementAndGet();
            if (answer.status() >= 500) {
                faults.add(answer.status() + " at " + place + " of " + text);
            }
            if (answer.status() == 429) {
                tooMany.incrementAndGet();
            }
            if (answer.status() < 400) {
                taken.incrementAndGet();
            } else {
                refused.add(text);
                if (!answer.response()
                        .headers()
                        .firstValue("Content-Type")
                        .orElse("")
                        .startsWith("application/problem+json")) {
                    faults.add(answer.status() + " without a problem, at " + place + " of " + text);
                }
            }
        });
        return refused;
    }

    private static Map<String, String> changes(Map<String, String> before, Map<String, String> after) {
        Map<String, String> changed = new TreeMap<>(after);
        changed.entrySet().removeAll(before.entrySet());
        return changed;
    }

    /** Returns what is wrong. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** Returns the figures. */
    @Override
    public String toString() {
        return sent + " sent, " + taken + " taken, " + tooMany + " too many attempts";
    }
}
