/** The compliance kit: the compliance list as tests for bundles that hold personal data; the distribution does not hold this. */
@NullMarked
package org.gallra.tck;

import org.jspecify.annotations.NullMarked;
