/** Activities: their table, REST resource, parts of the user interface and demo data. */
@NullMarked
package org.gallra.activity;

import org.jspecify.annotations.NullMarked;
