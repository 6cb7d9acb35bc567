/** Small helps for REST resources, free of servlet and JAX-RS types. */
@Export
@Version("1.0.0")
@NullMarked
package org.gallra.api.rest;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
