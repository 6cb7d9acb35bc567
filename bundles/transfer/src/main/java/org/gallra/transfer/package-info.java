/** Import of contacts with their companies: reading of files, mapping of columns, matching, writing. */
@NullMarked
package org.gallra.transfer;

import org.jspecify.annotations.NullMarked;
