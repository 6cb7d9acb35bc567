/** The shared database: transactions, dialect, schema migration. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.persistence;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
