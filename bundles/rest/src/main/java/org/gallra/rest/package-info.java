/** Mounts REST resources of all bundles; errors as problem+json; OpenAPI. */
@NullMarked
@HoldsNoPersonalData(sv = "Förmedlar anrop och sparar inget", en = "Passes calls on and stores nothing")
package org.gallra.rest;

import org.gallra.api.personaldata.HoldsNoPersonalData;
import org.jspecify.annotations.NullMarked;
