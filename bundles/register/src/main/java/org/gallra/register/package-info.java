/** The register of personal data: declarations, the gate, and the engine that reads and erases by them. */
@NullMarked
package org.gallra.register;

import org.jspecify.annotations.NullMarked;
