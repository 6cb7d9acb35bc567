package org.gallra.tck;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.personaldata.Recognition;
import org.gallra.api.suppression.Identifier;
import org.gallra.api.suppression.Readmission;
import org.gallra.api.suppression.SuppressionList;
import org.jspecify.annotations.Nullable;

/** The list against re-creation of a check: remembers what it is given, and compares it as it was written. */
final class ErasedList implements SuppressionList {

    private final Set<Identifier> erased = new HashSet<>();

    @Override
    public void requireReady() {}

    @Override
    public Optional<Text> problem() {
        return Optional.empty();
    }

    @Override
    public Addition prepare(Collection<Identifier> gone, LocalDate day) {
        return connection -> add(gone);
    }

    private synchronized void add(Collection<Identifier> gone) {
        erased.addAll(gone);
    }

    @Override
    public synchronized Set<Identifier> recognized(Collection<Identifier> entered, Collection<Identifier> own) {
        Set<Identifier> found = new HashSet<>(entered);
        found.retainAll(erased);
        found.removeAll(own);
        return found;
    }

    @Override
    public synchronized void admit(Collection<Identifier> recognized, @Nullable Readmission reason) {
        if (!recognized.isEmpty() && reason == null) {
            throw new GallraException(GallraException.Code.ERASED_PERSON, Text.same("Erased before"));
        }
        erased.removeAll(recognized);
    }

    /** Returns the values of a kind that it was given. */
    synchronized List<String> values(Recognition kind) {
        return erased.stream()
                .filter(i -> i.kind() == kind)
                .map(Identifier::value)
                .collect(java.util.stream.Collectors.toCollection(TreeSet::new))
                .stream()
                .toList();
    }

    synchronized void clear() {
        erased.clear();
    }
}
