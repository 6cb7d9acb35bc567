/** Who is calling and what that person may do. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.access;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
