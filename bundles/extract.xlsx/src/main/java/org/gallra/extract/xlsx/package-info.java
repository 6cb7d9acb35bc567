/** Workbooks. */
@NullMarked
@HoldsNoPersonalData(
        sv = "Skriver ut det som andra ger den och sparar inget",
        en = "Writes out what others give it and stores nothing")
package org.gallra.extract.xlsx;

import org.gallra.api.personaldata.HoldsNoPersonalData;
import org.jspecify.annotations.NullMarked;
