/** Free fields that administrators define, the purpose of processing, and what is mandatory. */
@NullMarked
package org.gallra.freefield;

import org.jspecify.annotations.NullMarked;
