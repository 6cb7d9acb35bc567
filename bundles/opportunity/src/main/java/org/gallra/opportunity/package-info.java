/** Sales opportunities: their table, REST resource, parts of the user interface and demo data. */
@NullMarked
package org.gallra.opportunity;

import org.jspecify.annotations.NullMarked;
