package org.gallra.tck;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gallra.api.personaldata.PersonalDataStore;
import org.jspecify.annotations.Nullable;

/** A store as a vendor writes one, with at most one fault; it survives a restart. */
class Badges implements PersonalDataStore {

    /** What is wrong with it. */
    enum Fault {
        NONE,
        /** Leaves out the first item. */
        LOSES,
        /** Exports what it has erased. */
        REMEMBERS,
        /** Erases what others have, too. */
        GREEDY,
        /** Cannot be asked twice. */
        ANGRY,
        /** Returns everything at once, whatever is asked for. */
        UNPAGED,
        /** Erases one item a call. */
        SLOW,
        /** Forgets what it has counted. */
        SHY
    }

    private static final Map<Long, List<String>> ITEMS = new ConcurrentHashMap<>();
    private static final Map<Long, List<String>> ERASED = new ConcurrentHashMap<>();
    private static final Set<Object> ACTS = new HashSet<>();

    private static volatile Fault fault = Fault.NONE;

    /** Begins empty and with a fault. */
    static void begin(Fault with) {
        fault = with;
        ITEMS.clear();
        ERASED.clear();
        ACTS.clear();
    }

    static void put(long key, int items, String mark) {
        for (int i = 0; i < items; i++) {
            ITEMS.computeIfAbsent(key, k -> new ArrayList<>()).add(mark + " " + i);
        }
    }

    @Override
    public long count(People people) {
        long count = people.contacts().stream()
                .mapToLong(k -> ITEMS.getOrDefault(k, List.of()).size())
                .sum();
        if (fault == Fault.SHY) {
            people.contacts().forEach(ITEMS::remove);
        }
        return count;
    }

    @Override
    public Items export(long contactKey, @Nullable String cursor, int limit) {
        List<String> all = new ArrayList<>(ITEMS.getOrDefault(contactKey, List.of()));
        if (fault == Fault.LOSES && !all.isEmpty()) {
            all.remove(0);
        }
        if (fault == Fault.REMEMBERS) {
            all.addAll(ERASED.getOrDefault(contactKey, List.of()));
        }
        if (fault == Fault.UNPAGED) {
            return Items.all(items(all));
        }
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(all.size(), from + limit);
        return new Items(items(all.subList(from, to)), to == all.size() ? null : Integer.toString(to));
    }

    private static List<Item> items(List<String> texts) {
        return texts.stream().map(t -> new Item(Map.of("text", t))).toList();
    }

    @Override
    public long erase(Erasure erasure) {
        if (fault == Fault.ANGRY && !ACTS.add(erasure.act())) {
            throw new IllegalStateException("again");
        }
        long erased = 0;
        List<Long> keys = fault == Fault.GREEDY
                ? List.copyOf(ITEMS.keySet())
                : erasure.people().contacts();
        for (long key : keys) {
            List<String> gone = ITEMS.getOrDefault(key, new ArrayList<>());
            if (fault == Fault.SLOW && gone.size() > 1) {
                gone.remove(0);
                erased++;
            } else if (!gone.isEmpty()) {
                ERASED.put(key, gone);
                ITEMS.remove(key);
                erased += gone.size();
            }
        }
        return erased;
    }
}
