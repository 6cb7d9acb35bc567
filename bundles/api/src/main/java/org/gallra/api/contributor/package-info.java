/** Calls of services that bundles contribute: with a time budget, isolated, and named when they fail. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.contributor;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
