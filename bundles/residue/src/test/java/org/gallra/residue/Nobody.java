package org.gallra.residue;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.gallra.api.Text;
import org.gallra.api.suppression.Identifier;
import org.gallra.api.suppression.Readmission;
import org.gallra.api.suppression.SuppressionList;
import org.jspecify.annotations.Nullable;

/** A list on which nobody is. */
final class Nobody implements SuppressionList {

    @Override
    public void requireReady() {}

    @Override
    public Optional<Text> problem() {
        return Optional.empty();
    }

    @Override
    public Addition prepare(Collection<Identifier> erased, LocalDate day) {
        return connection -> {};
    }

    @Override
    public Set<Identifier> recognized(Collection<Identifier> entered, Collection<Identifier> own) {
        return Set.of();
    }

    @Override
    public void admit(Collection<Identifier> recognized, @Nullable Readmission reason) {}
}
