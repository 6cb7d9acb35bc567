/** Meetings with several participants: their tables, REST resource, parts of the user interface and demo data. */
@NullMarked
package org.gallra.meeting;

import org.jspecify.annotations.NullMarked;
