/** The audit log: entries in the database, chained by their hashes, without personal values of anybody in the register. */
@NullMarked
package org.gallra.audit;

import org.jspecify.annotations.NullMarked;
