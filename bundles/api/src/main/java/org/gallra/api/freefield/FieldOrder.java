package org.gallra.api.freefield;

import org.gallra.api.persistence.SqlFragment;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How a list is ordered by a free field: numbers, days and times by what they are, no before yes, choices as the form has them, texts in
 * Swedish order; of several choices the first counts. Records without a value come last, whichever way the order goes.
 *
 * @param join follows the {@code FROM} of the list; its parameters stand before those of the conditions
 * @param value the expression that is sorted by, never null and without parameters
 */
@ProviderType
public record FieldOrder(SqlFragment join, String value) {}
