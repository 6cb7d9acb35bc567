/** Figures over all rows, live and anonymized together, as bundles declare them. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.statistic;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
