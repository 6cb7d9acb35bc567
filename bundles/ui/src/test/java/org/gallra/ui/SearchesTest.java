package org.gallra.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSearch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Groups of hits: those that answer, those that are late and those that fail. */
class SearchesTest implements AccessControl {

    private static final Caller READER = new Caller("u", Role.READER, Role.READER.permissions());
    private static final UiSearch.Hit HIT = new UiSearch.Hit("Anna", "", "/ui/contacts/1");
    private static final Duration LONG = Duration.ofSeconds(30);

    private final FakeCalls calls = new FakeCalls();
    private final Searches searches = new Searches(calls, this, LONG);
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void stop() {
        released.countDown();
        searches.stop();
        calls.close();
    }

    @Override
    public Caller caller() {
        return READER;
    }

    @Override
    public Caller require(Permission permission) {
        return READER;
    }

    @Override
    public <T> T callAs(Caller caller, Supplier<T> work) {
        assertThat(caller).isSameAs(READER);
        return work.get();
    }

    /** A search that answers what it is told to. */
    private record Search(int rank, Function<String, List<UiSearch.Hit>> hits) implements UiSearch {

        @Override
        public Text title() {
            return Text.same("Search " + rank);
        }

        @Override
        public List<Hit> find(String words, int most, UiContext context) {
            return hits.apply(words);
        }
    }

    private void add(long id, int rank, Function<String, List<UiSearch.Hit>> hits) {
        searches.addSearch(new Search(rank, hits), FakeCalls.properties(id, id));
    }

    private Searches.Asked ask() {
        return searches.ask(
                "ann",
                2,
                false,
                new UiContext(null, null, false, READER, Locale.ENGLISH, Shell.ZONE, "secret", "/ui/contacts"));
    }

    private List<Searches.Found> find() {
        Searches.Asked asked = ask();
        asked.await(LONG);
        assertThat(asked.done()).isTrue();
        return asked.found();
    }

    @Test
    void hitsStandByRankAndGroupsWithoutAnyAreLeftOut() {
        add(1, 20, words -> List.of(HIT, HIT, HIT));
        add(2, 10, words -> words.equals("ann") ? List.of(HIT) : List.of());
        add(3, 5, words -> List.of());
        assertThat(find())
                .extracting(f -> f.title().en() + " " + f.hits().size() + f.failed())
                .containsExactly("Search 10 1", "Search 20 2");
    }

    @Test
    void hitsThatLeadElsewhereAndSearchesThatThrowAreNamedAndTheOthersStay() {
        add(1, 1, words -> List.of(HIT));
        add(2, 2, words -> List.of(new UiSearch.Hit("x", "", "//evil.example/")));
        add(3, 3, words -> List.of(new UiSearch.Hit(" ", "", "/ui")));
        add(4, 4, words -> {
            throw new IllegalStateException();
        });
        List<Searches.Found> found = find();
        assertThat(found).extracting(f -> f.hits().size()).containsExactly(1, 0, 0, 0);
        assertThat(found).extracting(f -> f.failed().isEmpty()).containsExactly(true, false, false, false);
    }

    @Test
    void aSlowGroupComesLaterAndMakesNoOtherWait() {
        add(1, 1, words -> {
            try {
                assertThat(released.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of(HIT);
        });
        add(2, 2, words -> List.of(HIT));
        Searches.Asked asked = ask();
        asked.awaitNext();
        assertThat(asked.done()).isFalse();
        assertThat(asked.found()).extracting(f -> f.title().en()).containsExactly("Search 2");
        asked.await(Duration.ofMillis(1));
        assertThat(asked.done()).isFalse();
        // one that answers before anybody waits for it is not waited for
        Searches.Asked early = ask();
        ask().awaitNext();
        early.awaitNext();
        assertThat(early.found()).extracting(f -> f.title().en()).containsExactly("Search 2");
        // whoever types on is answered by the quick one at once, however many questions the slow one has not answered
        List<Searches.Asked> later = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Searches.Asked next = ask();
            later.add(next);
            next.awaitNext();
            assertThat(next.found()).extracting(f -> f.title().en()).containsExactly("Search 2");
        }
        released.countDown();
        later.forEach(next -> next.await(LONG));
        asked.await(LONG);
        assertThat(asked.done()).isTrue();
        assertThat(asked.found()).extracting(f -> f.title().en()).containsExactly("Search 1", "Search 2");
    }

    @Test
    void aGroupThatIsGoneIsNotAsked() {
        add(1, 1, words -> List.of(HIT));
        searches.removeSearch(new Search(1, words -> List.of()), FakeCalls.properties(1, 1));
        assertThat(find()).isEmpty();
        assertThat(Searches.NOTHING.done()).isTrue();
    }
}
