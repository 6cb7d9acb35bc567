/** Companies and contacts: the people and organisations that everything else points to. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.contact;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
