/** Rules that anonymize or delete contacts by criteria and schedule (PRIVACY.md rules 8 to 13). */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.rule;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
