/** The erasure ledger: what was erased, outside the database, so that a restored backup brings nobody back. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.ledger;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
