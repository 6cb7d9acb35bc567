/** The register extract as a PDF. */
@NullMarked
@HoldsNoPersonalData(
        sv = "Skriver ut det som andra ger den och sparar inget",
        en = "Writes out what others give it and stores nothing")
package org.gallra.extract.pdf;

import org.gallra.api.personaldata.HoldsNoPersonalData;
import org.jspecify.annotations.NullMarked;
