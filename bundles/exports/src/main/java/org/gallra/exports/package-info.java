/** Register extracts that are made in the background and kept until they are fetched once. */
@NullMarked
package org.gallra.exports;

import org.jspecify.annotations.NullMarked;
