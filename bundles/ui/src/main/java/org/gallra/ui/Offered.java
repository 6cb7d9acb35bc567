package org.gallra.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.gallra.api.access.Caller;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.ui.Part.Facts;
import org.gallra.ui.Part.Question;
import org.jspecify.annotations.Nullable;

/** The parts of one kind that bundles offer at the moment, in the order of their arrival. */
final class Offered<T> {

    /** A part with what it says of itself. */
    record Shown<T>(Part<T> part, Facts facts) {

        /** Returns the words of its detail: the path of a page and then its icon. */
        String[] detail() {
            return facts.detail().split(" ", 2);
        }
    }

    private final Map<Long, Part<T>> parts = new ConcurrentSkipListMap<>();
    private final Class<? super T> kind;
    private final ContributorCalls calls;
    private final Question<T, Facts> introduction;

    Offered(Class<? super T> kind, ContributorCalls calls, Question<T, Facts> introduction) {
        this.kind = kind;
        this.calls = calls;
        this.introduction = introduction;
    }

    void add(T service, Map<String, Object> properties) {
        parts.put(id(properties), new Part<>(kind, service, properties, calls, introduction));
    }

    void remove(Map<String, Object> properties) {
        parts.remove(id(properties));
    }

    private static Long id(Map<String, Object> properties) {
        return properties.get("service.id") instanceof Long id ? id : Long.valueOf(0);
    }

    /** Returns the parts of a place that the caller may see, by rank and then in the order of their arrival. */
    List<Shown<T>> shown(Enum<?> place, Caller caller) {
        List<Shown<T>> shown = new ArrayList<>();
        for (Part<T> part : parts.values()) {
            Facts facts = part.facts();
            if (facts != null && facts.place() == place && caller.may(facts.permission())) {
                shown.add(new Shown<>(part, facts));
            }
        }
        shown.sort(Comparator.comparingInt(s -> s.facts().rank()));
        return shown;
    }

    /** Returns the part of a bundle whose detail begins with a path, or null if there is none. */
    @Nullable
    Shown<T> find(String bundle, String path) {
        for (Part<T> part : parts.values()) {
            Facts facts = part.facts();
            if (facts != null && part.bundle().equals(bundle)) {
                Shown<T> found = new Shown<>(part, facts);
                if (found.detail()[0].equals(path)) {
                    return found;
                }
            }
        }
        return null;
    }

    /** Returns the symbolic name of each part's bundle. */
    List<String> bundles() {
        return parts.values().stream().map(Part::bundle).toList();
    }
}
