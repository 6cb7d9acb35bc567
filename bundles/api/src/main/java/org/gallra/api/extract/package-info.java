/** The register extract: everything that is held about one contact (GDPR article 15). */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.extract;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
