/** Saved views of lists, and which columns a user sees. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.view;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
