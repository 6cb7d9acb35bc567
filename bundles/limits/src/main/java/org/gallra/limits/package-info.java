/** Restrictions of processing (GDPR article 18) and objections (article 21): their table, REST resource and parts of the user interface. */
@NullMarked
package org.gallra.limits;

import org.jspecify.annotations.NullMarked;
