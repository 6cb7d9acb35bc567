/** Free fields: what an administrator adds to contacts, companies and the records of other bundles. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.freefield;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
