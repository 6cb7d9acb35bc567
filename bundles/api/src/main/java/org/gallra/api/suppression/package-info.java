/** No way back in: people who were erased are recognized when somebody enters them again. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.suppression;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
