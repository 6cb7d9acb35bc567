/** Legal holds: their table, REST resource, blockers and parts of the user interface. */
@NullMarked
package org.gallra.hold;

import org.jspecify.annotations.NullMarked;
