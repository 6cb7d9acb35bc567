/** Which contacts are cards of the same person: the decisions, REST, and parts of the user interface. */
@NullMarked
package org.gallra.person;

import org.jspecify.annotations.NullMarked;
