/** Import of companies and contacts from files. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.transfer;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
