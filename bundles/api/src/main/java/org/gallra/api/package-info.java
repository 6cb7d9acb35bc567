/** Ids, texts, pages and errors that every other API package uses. */
@Export
@HoldsNoPersonalData(sv = "Bara kontraktet: typer utan data", en = "The contract only: types without data")
@Version("1.0.0")
@NullMarked
package org.gallra.api;

import org.gallra.api.personaldata.HoldsNoPersonalData;
import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
