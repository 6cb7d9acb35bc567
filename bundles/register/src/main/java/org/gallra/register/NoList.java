package org.gallra.register;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.gallra.api.Text;
import org.gallra.api.suppression.Identifier;
import org.gallra.api.suppression.Readmission;
import org.gallra.api.suppression.SuppressionList;
import org.jspecify.annotations.Nullable;

/** Recognizes nobody: for tests that enter nobody twice. The product never uses it. */
final class NoList implements SuppressionList {

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
