package org.gallra.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.gallra.api.contributor.ContributorCalls.Trouble;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.Contributor.Accounting;
import org.gallra.api.personaldata.Contributor.Presence;
import org.gallra.api.personaldata.RegisterSnapshot;

/**
 * What the page of bundles shows: the counts on top, then one card per bundle, those first that somebody has to look at.
 *
 * @param complete how many bundles account for all that they hold
 * @param nothing how many hold nothing
 * @param unaccounted how many do not account for what they hold
 * @param held how many are uninstalled while their data is still held
 * @param attention the cards of those that wait for a decision or do not account, the latter first
 * @param accounted the cards of those that account for their data; those in trouble first, then by name
 * @param empty the cards of those that hold nothing, likewise
 * @param strays what went wrong with services of bundles that are not in the register
 */
public record Coverage(
        long complete,
        long nothing,
        long unaccounted,
        long held,
        List<Card> attention,
        List<Card> accounted,
        List<Card> empty,
        List<Trouble> strays) {

    /**
     * One bundle.
     *
     * @param of what the register says of it
     * @param parts what it adds to the UI
     * @param troubles what went wrong with its services
     */
    public record Card(Contributor of, Parts.Count parts, List<Trouble> troubles) {

        /** Returns the card's place on the page. */
        public String anchor() {
            return Coverage.anchor(of.bundle());
        }

        /** Tells whether the bundle does not account for what it holds. */
        public boolean unaccounted() {
            return of.accounting() == Accounting.NOT_ACCOUNTED_FOR;
        }

        /** Tells whether the bundle is gone and left data behind. */
        public boolean held() {
            return Coverage.held(of);
        }

        /** Tells whether nobody has decided yet about the data that the bundle left behind. */
        public boolean undecided() {
            return Coverage.undecided(of);
        }
    }

    /** Orders what the register knows for the page, names in the given language. */
    static Coverage of(RegisterSnapshot register, Map<String, Parts.Count> parts, List<Trouble> troubles, Shell shell) {
        List<Card> attention = new ArrayList<>();
        List<Card> accounted = new ArrayList<>();
        List<Card> empty = new ArrayList<>();
        for (Contributor one : register.contributors()) {
            Card card = new Card(
                    one,
                    parts.getOrDefault(one.bundle(), Parts.Count.NONE),
                    troubles.stream()
                            .filter(t -> t.bundle().equals(one.bundle()))
                            .toList());
            (waits(one) ? attention : one.accounting() == Accounting.HOLDS_NOTHING ? empty : accounted).add(card);
        }
        Comparator<Card> byName = Comparator.comparing(c -> shell.t(c.of().name()), String.CASE_INSENSITIVE_ORDER);
        attention.sort(Comparator.comparing((Card c) -> !c.unaccounted()).thenComparing(byName));
        accounted.sort(Comparator.comparing((Card c) -> c.troubles().isEmpty()).thenComparing(byName));
        empty.sort(Comparator.comparing((Card c) -> c.troubles().isEmpty()).thenComparing(byName));
        List<String> known =
                register.contributors().stream().map(Contributor::bundle).toList();
        return new Coverage(
                count(register, Accounting.COMPLETE),
                count(register, Accounting.HOLDS_NOTHING),
                count(register, Accounting.NOT_ACCOUNTED_FOR),
                register.contributors().stream().filter(Coverage::held).count(),
                attention,
                accounted,
                empty,
                troubles.stream().filter(t -> !known.contains(t.bundle())).toList());
    }

    /** Returns how many bundles an administrator has to look at. */
    static long attention(RegisterSnapshot register) {
        return register.contributors().stream().filter(Coverage::waits).count();
    }

    /** Returns the place of a bundle's card on the page. */
    public static String anchor(String bundle) {
        return "b-" + bundle.replaceAll("[^A-Za-z0-9_-]", "-");
    }

    private static boolean waits(Contributor one) {
        return one.accounting() == Accounting.NOT_ACCOUNTED_FOR || undecided(one);
    }

    private static boolean held(Contributor one) {
        return one.presence() == Presence.DEPARTED
                && !(one.records().isEmpty() && one.stores().isEmpty());
    }

    private static boolean undecided(Contributor one) {
        return held(one) && one.departure() == null;
    }

    private static long count(RegisterSnapshot register, Accounting accounting) {
        return register.contributors().stream()
                .filter(c -> c.accounting() == accounting)
                .count();
    }
}
