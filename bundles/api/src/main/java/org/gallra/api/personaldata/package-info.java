/** The personal-data contract: how a bundle declares what it holds about people, and the register that knows all declarations. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.personaldata;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
