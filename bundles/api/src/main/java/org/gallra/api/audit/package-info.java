/** The audit log: who did what that must be answered for afterwards, as a chain of entries without personal values. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.audit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
