/** What data subjects ask for (GDPR articles 15 to 21), as other bundles meet it. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.request;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
