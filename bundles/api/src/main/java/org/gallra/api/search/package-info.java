/** Finding records by the words of their titles: folded keys, and the statements that look words up in them. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.search;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
