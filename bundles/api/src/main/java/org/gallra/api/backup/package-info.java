/** Backups of the database, taken while it is in use, and drills that prove them. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.backup;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
