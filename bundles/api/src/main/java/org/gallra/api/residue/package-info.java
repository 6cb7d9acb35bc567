/** What erased values leave in the files of the database, and the task that removes it. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.residue;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
