/** Anonymization of contacts. */
@NullMarked
@HoldsNoPersonalData(
        sv = "Har inga tabeller; planer och kvitton ligger i registret",
        en = "Has no tables; plans and receipts are kept by the register")
package org.gallra.anonymization;

import org.gallra.api.personaldata.HoldsNoPersonalData;
import org.jspecify.annotations.NullMarked;
