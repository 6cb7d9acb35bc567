/** Saved views of lists and the columns that each user sees: tables, service and REST resource. */
@NullMarked
package org.gallra.views;

import org.jspecify.annotations.NullMarked;
