/** Databases for tests; the distribution does not hold this. */
@NullMarked
package org.gallra.testing;

import org.jspecify.annotations.NullMarked;
