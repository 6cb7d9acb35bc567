/** Health checks for monitoring: {@code /system/health} on the administrators' port. */
@NullMarked
@HoldsNoPersonalData(
        sv = "Ser bara efter om databasen och raderingsloggen svarar och vad tillägg redovisar",
        en = "Only looks whether the database and the ledger answer and what bundles account for")
package org.gallra.health;

import org.gallra.api.personaldata.HoldsNoPersonalData;
import org.jspecify.annotations.NullMarked;
