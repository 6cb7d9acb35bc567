/** The record of processing activities (GDPR article 30) and the controller's details. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.processing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
