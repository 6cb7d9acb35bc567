/** The web UI: pages rendered on the server over the same services as the REST API. */
@NullMarked
@HoldsNoPersonalData(sv = "Visar andras uppgifter och sparar inget", en = "Shows what others hold and stores nothing")
package org.gallra.ui;

import org.gallra.api.personaldata.HoldsNoPersonalData;
import org.jspecify.annotations.NullMarked;
