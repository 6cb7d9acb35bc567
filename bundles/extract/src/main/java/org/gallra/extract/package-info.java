/** The register extract. */
@NullMarked
@HoldsNoPersonalData(
        sv = "Läser andras uppgifter på begäran och sparar inget",
        en = "Reads what others hold on demand and stores nothing")
package org.gallra.extract;

import org.gallra.api.personaldata.HoldsNoPersonalData;
import org.jspecify.annotations.NullMarked;
