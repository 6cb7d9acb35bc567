/** Gallra in the Felix web console, on the administrators' port: {@code /system/console/gallra}. */
@NullMarked
@HoldsNoPersonalData(
        sv = "Visar vad andra tillägg redovisar; filer som laddas upp är program",
        en = "Shows what other bundles account for; files that are uploaded are programs")
package org.gallra.console;

import org.gallra.api.personaldata.HoldsNoPersonalData;
import org.jspecify.annotations.NullMarked;
