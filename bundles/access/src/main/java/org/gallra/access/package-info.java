/** Users, logins and the checks of rights. */
@NullMarked
package org.gallra.access;

import org.jspecify.annotations.NullMarked;
