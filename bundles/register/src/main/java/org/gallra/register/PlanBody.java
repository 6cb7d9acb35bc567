package org.gallra.register;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan.ContributorState;
import org.gallra.api.erasure.ErasurePlan.Exclusion;
import org.gallra.api.erasure.ErasurePlan.Gap;
import org.gallra.api.erasure.ErasurePlan.RecordPlan;
import org.gallra.api.erasure.ErasurePlan.StatisticPlan;
import org.gallra.api.erasure.ErasurePlan.StorePlan;
import org.jspecify.annotations.Nullable;

/**
 * What a plan was made of; never changes.
 *
 * @param fields all fields that are anonymized
 * @param reason why
 * @param register the register's digest
 * @param contacts how many contacts
 * @param companies how many companies
 * @param unknown how many ids did not exist
 * @param records the counts
 * @param stores the stores and what they said to hold
 * @param statistics what happens to figures that reports draw
 * @param excluded who is left out
 * @param gaps what could not be asked
 * @param fingerprints of the rows, by record id
 * @param contributors who was asked
 * @param complete whether all account for their data
 */
record PlanBody(
        Set<String> fields,
        @Nullable String reason,
        String register,
        long contacts,
        long companies,
        long unknown,
        List<RecordPlan> records,
        List<StorePlan> stores,
        List<StatisticPlan> statistics,
        List<Exclusion> excluded,
        List<Gap> gaps,
        Map<String, String> fingerprints,
        List<ContributorState> contributors,
        boolean complete) {

    /** Reads what earlier versions kept, too. */
    PlanBody {
        stores = Objects.requireNonNullElse(stores, List.of());
        statistics = Objects.requireNonNullElse(statistics, List.of());
        excluded = Objects.requireNonNullElse(excluded, List.of());
        gaps = Objects.requireNonNullElse(gaps, List.of());
    }

    /** Returns the body of a plan that was not completed. */
    static PlanBody incomplete() {
        return new PlanBody(
                Set.of(), null, "", 0, 0, 0, List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(), List.of(),
                false);
    }

    /** Returns what an approval names: other people, rows, fields, bundles or gaps give another one. */
    String digest(ErasureAction action, long key) {
        String text = action + "|" + key + "|" + fields() + "|" + reason() + "|" + register() + "|"
                + contacts() + "|" + companies() + "|" + unknown() + "|" + fingerprints() + "|"
                + stores().stream().map(s -> s.store() + ":" + s.items()).toList() + "|"
                + excluded().stream()
                        .map(e -> e.blocker() + ":" + e.contacts() + ":" + e.companies())
                        .toList()
                + "|" + gaps();
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
