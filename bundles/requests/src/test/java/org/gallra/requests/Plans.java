package org.gallra.requests;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasureReceipt;

/** Plans of one contact. */
final class Plans {

    private static final Instant AT = Instant.parse("2026-03-17T12:00:00Z");

    private Plans() {}

    /** Returns a plan that is done, whose receipt has an id that follows from its own. */
    static ErasurePlan done(UUID id) {
        ErasureReceipt receipt = new ErasureReceipt(
                new UUID(id.getLeastSignificantBits(), id.getMostSignificantBits()),
                id,
                ErasureAction.ANONYMIZE,
                "digest",
                "ulf",
                null,
                AT,
                AT,
                1,
                0,
                Set.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                true,
                List.of(),
                List.of(),
                false,
                null);
        return new ErasurePlan(
                id,
                ErasureAction.ANONYMIZE,
                ErasurePlan.State.DONE,
                "digest",
                AT,
                AT,
                "ulf",
                1,
                0,
                0,
                Set.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                true,
                1,
                1,
                null,
                receipt);
    }
}
