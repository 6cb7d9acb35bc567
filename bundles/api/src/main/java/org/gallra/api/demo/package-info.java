/** Demo data: what a bundle adds to the data set of an evaluation. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.demo;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
