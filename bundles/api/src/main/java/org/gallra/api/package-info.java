/** Ids, texts, pages and errors that every other API package uses. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
