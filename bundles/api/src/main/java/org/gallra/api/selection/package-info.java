/** Criteria by which contacts are selected: for rules, and for filters of lists. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.selection;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
