package org.gallra.extract.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.extract.RegisterExtract.Section;

/**
 * An extract with no more rows than can be typeset without taking the server's memory: each section has its fair share, small
 * ones all of theirs. What is left out stands in the files that are attached, and the document says so.
 *
 * @param extract the extract with the rows that are typeset
 * @param whole how many rows each section has in truth, in their order
 */
record Cut(RegisterExtract extract, List<Integer> whole) {

    /** How many rows are typeset at most. */
    static final int MOST = 1_000;

    static Cut of(RegisterExtract extract, int most) {
        List<Section> sections = extract.sections();
        List<Integer> whole = sections.stream().map(s -> s.rows().size()).toList();
        int[] shares = new int[sections.size()];
        int left = most;
        List<Integer> bySize = IntStream.range(0, sections.size())
                .boxed()
                .sorted(Comparator.comparing(whole::get))
                .toList();
        for (int i = 0; i < bySize.size(); i++) {
            int at = bySize.get(i);
            shares[at] = Math.min(whole.get(at), left / (bySize.size() - i));
            left -= shares[at];
        }
        List<Section> cut = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            Section s = sections.get(i);
            cut.add(new Section(
                    s.record(), s.label(), s.bundle(), s.fields(), s.rows().subList(0, shares[i])));
        }
        return new Cut(
                new RegisterExtract(
                        extract.id(),
                        extract.contact(),
                        extract.name(),
                        extract.cards(),
                        extract.madeAt(),
                        extract.madeBy(),
                        extract.order(),
                        extract.anonymized(),
                        extract.controller(),
                        extract.complete(),
                        extract.bundles(),
                        cut,
                        extract.masked(),
                        extract.digest(),
                        extract.leftOut()),
                whole);
    }

    /** Tells whether anything is left out. */
    boolean any() {
        return missing() > 0;
    }

    /** Returns how many rows are left out of a section. */
    int missing(int section) {
        return whole.get(section) - extract.sections().get(section).rows().size();
    }

    /** Returns how many rows are left out in all. */
    int missing() {
        return IntStream.range(0, whole.size()).map(this::missing).sum();
    }
}
