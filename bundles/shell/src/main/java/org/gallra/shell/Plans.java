package org.gallra.shell;

import java.util.Locale;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.erasure.AnonymizationService;
import org.gallra.api.erasure.DeletionService;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasurePlan.RecordPlan;
import org.gallra.api.erasure.ErasurePlan.RowAction;
import org.gallra.api.erasure.ErasureReceipt;

/** Plans of either kind, and how they are printed: counts, and nothing of anybody. */
final class Plans {

    private Plans() {}

    /** Reads an id that somebody typed. */
    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("An id looks like 00000000-0000-0000-0000-000000000000.", e);
        }
    }

    /** Returns a plan, whichever service it is of. */
    static ErasurePlan get(AnonymizationService anonymization, DeletionService deletion, UUID id) {
        try {
            return anonymization.get(id);
        } catch (GallraException e) {
            if (e.code() != GallraException.Code.NOT_FOUND) {
                throw e;
            }
            return deletion.get(id);
        }
    }

    /** Executes a plan, whichever service it is of. */
    static ErasurePlan execute(
            AnonymizationService anonymization, DeletionService deletion, UUID id, String digest, boolean acceptGaps) {
        return switch (get(anonymization, deletion, id).action()) {
            case ANONYMIZE -> anonymization.execute(id, digest, acceptGaps);
            case DELETE -> deletion.execute(id, digest, acceptGaps);
        };
    }

    static String text(ErasurePlan plan) {
        String end = System.lineSeparator();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "plan   %s %s %s%ndigest %s%n%d contacts, %d companies, %d unknown, in %d batches%s",
                plan.id(),
                plan.action(),
                plan.state(),
                plan.digest(),
                plan.contacts(),
                plan.companies(),
                plan.unknown(),
                plan.batches(),
                plan.complete() ? "" : "; NOT complete"));
        for (RecordPlan each : plan.records()) {
            if (each.related() > 0) {
                text.append(end)
                        .append(String.format(
                                Locale.ROOT,
                                "  %-40s %-9s %8d of %8d rows",
                                each.record(),
                                each.action(),
                                each.action() == RowAction.KEEP ? 0 : each.rows(),
                                each.related()));
            }
        }
        plan.excluded().forEach(e -> text.append(end)
                .append(Lines.pair(
                        "  left out", e.contacts() + " contacts: " + e.reason().en())));
        plan.gaps().forEach(gap -> text.append(end)
                .append(Lines.pair(
                        gap.stops() ? "  GAP, stops" : "  gap", gap.text().en())));
        ErasureReceipt receipt = plan.receipt();
        return receipt == null ? text.toString() : text + end + "receipt " + receipt.id();
    }

    static String json(ErasurePlan plan) {
        ErasureReceipt receipt = plan.receipt();
        return new Json()
                .add("id", plan.id())
                .add("action", plan.action())
                .add("state", plan.state())
                .add("digest", plan.digest())
                .add("contacts", plan.contacts())
                .add("companies", plan.companies())
                .add("unknown", plan.unknown())
                .add("complete", plan.complete())
                .list(
                        "records",
                        plan.records().stream()
                                .filter(each -> each.related() > 0)
                                .map(each -> new Json()
                                        .add("record", each.record())
                                        .add("action", each.action())
                                        .add("related", each.related())
                                        .add("rows", each.rows()))
                                .toList())
                .list("excluded", plan.excluded().stream().map(e -> e.reason()).toList())
                .list("gaps", plan.gaps().stream().map(gap -> gap.text()).toList())
                .add("dueAt", plan.dueAt())
                .add("receipt", receipt == null ? null : receipt.id())
                .toString();
    }
}
