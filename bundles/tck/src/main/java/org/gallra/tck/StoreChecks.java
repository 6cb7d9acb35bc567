package org.gallra.tck;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureReceipt;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.personaldata.PersonalDataStore;
import org.gallra.api.personaldata.PersonalDataStore.Erasure;
import org.gallra.api.personaldata.PersonalDataStore.Item;
import org.gallra.api.personaldata.PersonalDataStore.Items;
import org.gallra.api.personaldata.PersonalDataStore.People;
import org.jspecify.annotations.Nullable;

/** What is asked of data that stands in no table. */
final class StoreChecks {

    private static final int MANY = 500;
    private static final int PAGE = 7;

    private final Bench bench;
    private final Acts acts;
    private final org.gallra.tck.People people;

    StoreChecks(Bench bench) {
        this.bench = bench;
        this.acts = new Acts(bench);
        this.people = bench.people();
    }

    void forgets() {
        Stores stores = Stores.assumed(bench);
        Person anonymized = people.person(null);
        Person deleted = people.person(null);
        stores.fill(anonymized, 3);
        stores.fill(deleted, 2);
        acts.anonymize(anonymized, Acts.ALL);
        acts.delete(deleted);
        Problems problems = new Problems();
        for (PersonalDataStore store : stores.all()) {
            for (Person person : List.of(anonymized, deleted)) {
                long left = store.count(People.contact(person.key));
                int shown = read(store, person.key, MANY).size();
                if (left != 0 || shown != 0) {
                    problems.add(
                            name(store) + " counts " + left + " items and exports " + shown
                                    + " about a person who was forgotten",
                            "Remove in erase(...) everything that leads to the people, and count it no more");
                }
            }
        }
        problems.end();
    }

    void keepsOthers() {
        Stores stores = Stores.assumed(bench);
        Person forgotten = people.person(null);
        Person other = people.person(null);
        stores.fill(forgotten, 2);
        stores.fill(other, 3);
        List<List<String>> before =
                stores.all().stream().map(s -> texts(read(s, other.key, MANY))).toList();
        acts.anonymize(forgotten, Acts.ALL);
        Problems problems = new Problems();
        for (int i = 0; i < before.size(); i++) {
            PersonalDataStore store = stores.all().get(i);
            if (!texts(read(store, other.key, MANY)).equals(before.get(i))) {
                problems.add(
                        name(store) + " exports other items about a person after another one was forgotten",
                        "Remove in erase(...) the items of the given people only");
            }
        }
        problems.end();
    }

    void forgetsTwice() {
        Stores stores = Stores.assumed(bench);
        Person forgotten = people.person(null);
        Person other = people.person(null);
        stores.fill(forgotten, 2);
        stores.fill(other, 2);
        Problems problems = new Problems();
        for (PersonalDataStore store : stores.all()) {
            Erasure erasure = new Erasure(UUID.randomUUID(), ErasureAction.ANONYMIZE, People.contact(forgotten.key));
            try {
                store.erase(erasure);
                long again = store.erase(erasure);
                if (again != 0) {
                    problems.add(
                            name(store) + " changes " + again + " items when the same act comes again",
                            "Let erase(...) find nothing the second time");
                }
            } catch (RuntimeException e) {
                problems.add(
                        name(store) + " throws " + e.getClass().getName() + " when the same act comes again",
                        "Let erase(...) do no harm the second time: the core repeats it until count(...) is 0");
            }
            if (store.count(People.contact(other.key)) != 2) {
                problems.add(
                        name(store) + " lost items of somebody else when the same act came again",
                        "Remove in erase(...) the items of the given people only");
            }
        }
        problems.end();
    }

    void pages() {
        Stores stores = Stores.assumed(bench);
        Person golden = people.person(null);
        List<String> marks = stores.fill(golden, MANY);
        Problems problems = new Problems();
        List<PersonalDataStore> restarted = bench.restarted();
        for (int i = 0; i < marks.size(); i++) {
            PersonalDataStore store = stores.all().get(i);
            List<Item> whole = pages(store, store, golden.key, problems);
            complete(store, whole, marks.get(i), problems);
            PersonalDataStore again = restarted.get(i);
            if (again.count(People.contact(golden.key)) == MANY) {
                complete(store, pages(store, again, golden.key, problems), marks.get(i), problems);
            }
        }
        problems.end();
    }

    /** Reads the first page from one instance and all others from another, as after a crash. */
    private static List<Item> pages(PersonalDataStore first, PersonalDataStore then, long key, Problems problems) {
        List<Item> all = new ArrayList<>();
        Set<String> cursors = new HashSet<>();
        String cursor = null;
        do {
            Items page = (cursor == null ? first : then).export(key, cursor, PAGE);
            if (page.items().size() > PAGE) {
                problems.add(
                        name(first) + " exports " + page.items().size() + " items where " + PAGE + " are asked for",
                        "Return at most limit items from export(...), and the cursor of the next call");
            }
            all.addAll(page.items());
            cursor = page.next();
            if (cursor != null && !cursors.add(cursor)) {
                problems.add(
                        name(first) + " exports without an end: a cursor comes again",
                        "Return null as next when nothing is left");
                return all;
            }
        } while (cursor != null);
        return all;
    }

    private static void complete(PersonalDataStore store, List<Item> items, String mark, Problems problems) {
        long found = items.stream()
                .filter(i -> i.values().values().stream()
                        .anyMatch(v -> Canonical.of(v).contains(mark)))
                .count();
        if (found != MANY || items.size() != MANY) {
            problems.add(
                    name(store) + " holds " + MANY + " items about a person, and page by page " + items.size()
                            + " came out",
                    "Let the cursor say alone where to go on, also after a restart, and return each item once");
        }
    }

    /** Each method throws in turn: it is named, and nothing of others is lost. */
    void failuresAreNamed() {
        Stores stores = Stores.assumed(bench);
        Problems problems = new Problems();
        for (PersonalDataStore store : stores.all()) {
            Person golden = people.golden(null);
            stores.fill(golden, 1);
            with(new Faulty(store, Faulty.Call.EXPORT), store, () -> {
                RegisterExtract extract = bench.extract(golden.id);
                boolean named = extract.bundles().stream()
                        .anyMatch(a -> a.bundle().equals(bench.subject().name())
                                && a.outcome() == RegisterExtract.Outcome.FAILED);
                boolean others =
                        extract.sections().stream().anyMatch(s -> s.record().equals("contact.contact"));
                if (extract.complete() || !named || !others) {
                    problems.add(
                            "An extract does not name the store that cannot be read, or lacks what others hold",
                            "This is a defect of the core: report it");
                }
            });
            with(new Faulty(store, Faulty.Call.COUNT), store, () -> {
                ErasurePlan plan = acts.planAnonymization(golden, Acts.ALL);
                if (plan.complete() || plan.gaps().isEmpty()) {
                    problems.add(
                            "A plan does not name the store that cannot be counted",
                            "This is a defect of the core: report it");
                }
            });
            if (store.count(People.contact(golden.key)) != 1) {
                problems.add(
                        name(store) + " lost an item although nothing was executed",
                        "Change nothing in count(...) and export(...)");
            }
        }
        problems.end();
    }

    /** A receiver that is down is asked again until it has forgotten, and is shown as open until then. */
    void retries() {
        Stores stores = Stores.assumed(bench);
        Problems problems = new Problems();
        for (PersonalDataStore store : stores.all()) {
            Person golden = people.golden(null);
            stores.fill(golden, 2);
            with(new Faulty(store, Faulty.Call.ERASE), store, () -> {
                ErasurePlan done = acts.anonymize(golden, Acts.ALL);
                ErasureReceipt receipt = Objects.requireNonNull(done.receipt());
                if (receipt.complete() || receipt.stores().stream().allMatch(s -> s.owed() == 0)) {
                    problems.add(
                            "A receipt does not show that a store has not forgotten yet",
                            "This is a defect of the core: report it");
                }
            });
            bench.local().pay();
            long left = store.count(People.contact(golden.key));
            if (left != 0) {
                problems.add(
                        name(store) + " still counts " + left + " items after it was asked a second time",
                        "Let erase(...) do all of its work again when an earlier call failed");
            }
        }
        problems.end();
    }

    private void with(Faulty faulty, PersonalDataStore real, Runnable work) {
        String bundle = bench.subject().name();
        bench.local().withdraw(real);
        bench.local().offer(faulty, bundle, real.getClass().getName());
        bench.look();
        try {
            work.run();
        } finally {
            bench.local().withdraw(faulty);
            bench.local().offer(real, bundle);
            bench.look();
        }
    }

    private static List<Item> read(PersonalDataStore store, long key, int most) {
        List<Item> all = new ArrayList<>();
        String cursor = null;
        do {
            Items page = store.export(key, cursor, 200);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null && all.size() < most);
        return all;
    }

    private static List<String> texts(List<Item> items) {
        return items.stream()
                .map(i -> i.values().entrySet().stream()
                        .sorted(java.util.Map.Entry.comparingByKey())
                        .map(e -> e.getKey() + "=" + Canonical.of(e.getValue()))
                        .toList()
                        .toString())
                .sorted()
                .toList();
    }

    private static String name(PersonalDataStore store) {
        return store.getClass().getSimpleName();
    }

    /** A store of which one method fails. */
    private record Faulty(PersonalDataStore real, Call broken) implements PersonalDataStore {

        enum Call {
            COUNT,
            EXPORT,
            ERASE
        }

        @Override
        public long count(People asked) {
            fail(Call.COUNT);
            return real.count(asked);
        }

        @Override
        public Items export(long contactKey, @Nullable String cursor, int limit) {
            fail(Call.EXPORT);
            return real.export(contactKey, cursor, limit);
        }

        @Override
        public long erase(Erasure erasure) {
            fail(Call.ERASE);
            return real.erase(erasure);
        }

        private void fail(Call call) {
            if (call == broken) {
                throw new IllegalStateException("down, on purpose");
            }
        }
    }
}
