/** Plans, execution and receipts of anonymization and deletion: one engine for both. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.erasure;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
