/** Sales: their table, REST resource, parts of the user interface and demo data. */
@NullMarked
package org.gallra.sale;

import org.jspecify.annotations.NullMarked;
