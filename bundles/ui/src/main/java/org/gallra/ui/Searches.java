package org.gallra.ui;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.contributor.ContributorException;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSearch;
import org.gallra.ui.Part.Facts;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The groups of hits that bundles add to the search. All are asked at once, each in a lane of its own, so that a slow one makes no other
 * wait; whoever asks takes what is there after a while, and the rest as it comes.
 */
@Component(service = Searches.class)
public final class Searches {

    private static final Duration BUDGET = Duration.ofSeconds(1);

    /** So many questions are put to a group at a time: those who type share the connections with everybody else. */
    private static final int LANES = 2;

    /** Nobody was asked. */
    static final Asked NOTHING = new Asked(List.of());

    private enum Place {
        SEARCH
    }

    /**
     * A group of hits of the search.
     *
     * @param title its heading
     * @param hits the best first
     * @param all the address of a list of all of them, or empty
     * @param failed the symbolic name of its bundle if it failed, otherwise empty
     * @param more whether there are others than these
     * @param count how many the list of all of them shows, or -1 if nobody counted
     */
    public record Found(Text title, List<UiSearch.Hit> hits, String all, String failed, boolean more, long count) {

        /** Tells whether the list was counted, and not only up to a limit. */
        public boolean counted() {
            return count >= 0 && count <= UiSearch.COUNTED;
        }

        /** Returns how many there are, with a plus if not all of them are shown. */
        public String number() {
            return counted() ? Long.toString(count) : hits.size() + (more ? "+" : "");
        }
    }

    /** A group, and the threads that ask it. */
    private record Group(Part<UiSearch> part, ThreadPoolExecutor lanes) {}

    private final ContributorCalls calls;
    private final AccessControl access;
    private final Duration budget;
    private final Map<Long, Group> groups = new ConcurrentSkipListMap<>();

    /** Takes the way to call bundles, and to call them as whoever searches. */
    @Activate
    public Searches(@Reference ContributorCalls calls, @Reference AccessControl access) {
        this(calls, access, BUDGET);
    }

    /** The same with another time for each group, after which whoever asked has typed on. */
    Searches(ContributorCalls calls, AccessControl access, Duration budget) {
        this.calls = calls;
        this.access = access;
        this.budget = budget;
    }

    /** Ends the threads. */
    @Deactivate
    public void stop() {
        groups.values().forEach(group -> group.lanes().shutdown());
    }

    /** Adds a group of hits. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addSearch(UiSearch search, Map<String, Object> properties) {
        ThreadPoolExecutor lanes =
                new ThreadPoolExecutor(LANES, LANES, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), run -> {
                    Thread thread = new Thread(run, "gallra-search");
                    thread.setDaemon(true);
                    return thread;
                });
        lanes.allowCoreThreadTimeOut(true);
        groups.put(
                id(properties),
                new Group(
                        new Part<>(
                                UiSearch.class,
                                search,
                                properties,
                                calls,
                                s -> Facts.of(Place.SEARCH, s.rank(), s.title(), s.permission(), "")),
                        lanes));
    }

    /** Removes a group. */
    public void removeSearch(UiSearch search, Map<String, Object> properties) {
        Group group = groups.remove(id(properties));
        if (group != null) {
            group.lanes().shutdown();
        }
    }

    private static Long id(Map<String, Object> properties) {
        return properties.get("service.id") instanceof Long id ? id : Long.valueOf(0);
    }

    /** A question that all groups were asked. One thread at a time follows the answers. */
    static final class Asked {

        private final List<CompletableFuture<@Nullable Found>> answers;
        /** How many had answered when it was last asked what was found. */
        private int told;

        private Asked(List<CompletableFuture<@Nullable Found>> answers) {
            this.answers = answers;
        }

        /** Waits until all have answered, at most for a time. */
        void await(Duration patience) {
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }

        /** Waits until more have answered than {@link #found} told of; not at all if one has meanwhile, or all have. */
        void awaitNext() {
            List<CompletableFuture<@Nullable Found>> open =
                    answers.stream().filter(answer -> !answer.isDone()).toList();
            if (!open.isEmpty() && answers.size() - open.size() <= told) {
                CompletableFuture.anyOf(open.toArray(CompletableFuture[]::new)).join();
            }
        }

        /** Tells whether all have answered. */
        boolean done() {
            return answers.stream().allMatch(CompletableFuture::isDone);
        }

        /** Returns the groups that have answered, in their order; those without hits are left out, those that failed are not. */
        List<Found> found() {
            List<CompletableFuture<@Nullable Found>> answered =
                    answers.stream().filter(CompletableFuture::isDone).toList();
            told = answered.size();
            return answered.stream()
                    .map(CompletableFuture::join)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    /** A group that the caller may see. */
    private record Visible(Group group, Facts facts) {}

    /** Asks everybody for hits, and if wanted how many there are in all. */
    Asked ask(String words, int most, boolean counting, UiContext context) {
        Caller caller = context.caller();
        List<Visible> visible = new ArrayList<>();
        for (Group group : groups.values()) {
            Facts facts = group.part().facts();
            if (facts != null && caller.may(facts.permission())) {
                visible.add(new Visible(group, facts));
            }
        }
        visible.sort(Comparator.comparingInt(v -> v.facts().rank()));
        long asked = System.nanoTime();
        List<CompletableFuture<@Nullable Found>> answers = new ArrayList<>();
        for (Visible one : visible) {
            CompletableFuture<@Nullable Found> answer = new CompletableFuture<>();
            answers.add(answer);
            Runnable work = () -> answer.complete(
                    // whoever waited longer has typed on
                    System.nanoTime() - asked > budget.toNanos()
                            ? null
                            : access.callAs(caller, () -> found(one, words, most, counting, context)));
            try {
                one.group().lanes().execute(() -> {
                    try {
                        work.run();
                    } finally {
                        answer.complete(null); // whatever happened: nobody waits for ever
                    }
                });
            } catch (java.util.concurrent.RejectedExecutionException e) {
                answer.complete(null); // its bundle leaves in this moment
            }
        }
        return new Asked(answers);
    }

    private @Nullable Found found(Visible one, String words, int most, boolean counting, UiContext context) {
        Text title = one.facts().title();
        Part<UiSearch> part = one.group().part();
        try {
            Found found = part.ask(budget, search -> {
                List<UiSearch.Hit> hits = search.find(words, most + 1, context);
                return hits == null
                        ? null
                        : new Found(
                                title,
                                hits.stream().limit(most).toList(),
                                search.all(words),
                                "",
                                hits.size() > most,
                                hits.size() <= most || !counting ? -1 : search.count(words));
            });
            if (!found.hits().stream().allMatch(Searches::wellFormed)
                    || !(found.all().isEmpty() || Parts.local(found.all()))) {
                throw part.wrong("a hit without label or leading to another server");
            }
            return found.hits().isEmpty() ? null : found;
        } catch (ContributorException e) {
            return new Found(title, List.of(), "", e.bundle(), false, -1);
        }
    }

    private static boolean wellFormed(UiSearch.@Nullable Hit hit) {
        return hit != null
                && hit.label() != null
                && !hit.label().isBlank()
                && hit.detail() != null
                && hit.href() != null
                && Parts.local(hit.href());
    }
}
