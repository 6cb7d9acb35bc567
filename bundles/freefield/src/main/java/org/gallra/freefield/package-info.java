/** Free fields that administrators define, the purpose of processing, and what is mandatory. */
@HoldsNoPersonalData(
        sv = "Bara hur fälten är: namn, typ och val. Värdena ligger hos de poster de hör till.",
        en = "Only what the fields are: name, type and choices. Their values lie with the records that they belong to.")
@NullMarked
package org.gallra.freefield;

import org.gallra.api.personaldata.HoldsNoPersonalData;
import org.jspecify.annotations.NullMarked;
