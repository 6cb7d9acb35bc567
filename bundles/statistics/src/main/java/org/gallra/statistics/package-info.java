/** Figures over all rows, live and anonymized together, drawn from what bundles declare. */
@NullMarked
@HoldsNoPersonalData(
        sv = "Räknar och summerar rader i andra tilläggs tabeller och sparar ingenting",
        en = "Counts and adds up rows of other bundles' tables and keeps nothing")
package org.gallra.statistics;

import org.gallra.api.personaldata.HoldsNoPersonalData;
import org.jspecify.annotations.NullMarked;
