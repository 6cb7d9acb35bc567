/** Companies and contacts: tables, services and REST resources. */
@NullMarked
package org.gallra.contact;

import org.jspecify.annotations.NullMarked;
