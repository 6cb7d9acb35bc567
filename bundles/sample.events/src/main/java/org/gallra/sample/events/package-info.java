/** Events and who registered for them: a vendor's bundle, built against the API alone. */
@NullMarked
package org.gallra.sample.events;

import org.jspecify.annotations.NullMarked;
