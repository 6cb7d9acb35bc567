/** Tables that travel as files for spreadsheets, and the formats that write them. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.sheet;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
