/** The end of {@code ./gallra dev} that sits in the server: takes jars and swaps the bundles in them. */
@NullMarked
package org.gallra.dev;

import org.jspecify.annotations.NullMarked;
