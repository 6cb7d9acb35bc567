/** Rules that anonymize or delete contacts: conditions, previews, runs. */
@NullMarked
package org.gallra.rules;

import org.jspecify.annotations.NullMarked;
