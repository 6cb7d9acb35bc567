/** The list against re-creation: people who were erased are recognized, and nobody can be read from it. */
@NullMarked
package org.gallra.suppression;

import org.jspecify.annotations.NullMarked;
