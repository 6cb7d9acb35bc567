/** Bundles of vendors: what one would bring, putting it into service, and taking it away again. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.addon;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
