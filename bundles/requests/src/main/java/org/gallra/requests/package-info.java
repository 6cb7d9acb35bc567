/** The request register: what data subjects ask for, by when it must be answered, and what was answered. */
@NullMarked
package org.gallra.requests;

import org.jspecify.annotations.NullMarked;
