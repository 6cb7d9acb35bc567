/** An invented Swedish data set for evaluations. */
@HoldsNoPersonalData(
        sv = "Hittar på uppgifter som andra tillägg lagrar; har inga egna tabeller",
        en = "Invents data that other bundles store; has no tables of its own")
@NullMarked
package org.gallra.demo;

import org.gallra.api.personaldata.HoldsNoPersonalData;
import org.jspecify.annotations.NullMarked;
