/** The residue task: what erased values leave in pages, indexes, statistics and logs of the database goes too. */
@NullMarked
package org.gallra.residue;

import org.jspecify.annotations.NullMarked;
