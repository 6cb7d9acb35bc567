/** The erasure ledger: a chain of lines in files outside the database, and the mark by which a database knows it. */
@NullMarked
@HoldsNoPersonalData(
        sv = "Har interna nycklar till dem som raderats, fältnamn och antal, men inga uppgifter om dem",
        en = "Has the internal keys of those who were erased, names of fields and counts, but nothing about them")
package org.gallra.ledger;

import org.gallra.api.personaldata.HoldsNoPersonalData;
import org.jspecify.annotations.NullMarked;
