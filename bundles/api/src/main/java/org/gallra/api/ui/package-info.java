/** Parts that bundles add to the web UI at run time. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.ui;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
