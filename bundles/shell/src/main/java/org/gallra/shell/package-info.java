/** Commands of the shell, {@code gallra:*}. */
@NullMarked
@HoldsNoPersonalData(sv = "Visar andras uppgifter och sparar inget", en = "Shows what others hold and stores nothing")
package org.gallra.shell;

import org.gallra.api.personaldata.HoldsNoPersonalData;
import org.jspecify.annotations.NullMarked;
