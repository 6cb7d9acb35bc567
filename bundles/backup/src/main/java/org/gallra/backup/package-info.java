/** Backups of the database while it is in use, drills that prove them, and the program that restores one. */
@NullMarked
@HoldsNoPersonalData(
        sv =
                "Har inga tabeller; säkerhetskopiorna är filer med det som andra tillägg redovisar, och gallras efter inställt antal",
        en =
                "Has no tables; backups are files with what other bundles account for, and only as many are kept as is set")
package org.gallra.backup;

import org.gallra.api.personaldata.HoldsNoPersonalData;
import org.jspecify.annotations.NullMarked;
