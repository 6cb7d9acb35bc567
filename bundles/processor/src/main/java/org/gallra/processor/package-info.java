/** Runs inside javac: classifies persistent attributes or refuses to compile. */
@NullMarked
package org.gallra.processor;

import org.jspecify.annotations.NullMarked;
