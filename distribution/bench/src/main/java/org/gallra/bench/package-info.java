/** The benchmark behind {@code ./gallra bench}: the product and raw SQL do the same work on the same data, in turn. */
package org.gallra.bench;
