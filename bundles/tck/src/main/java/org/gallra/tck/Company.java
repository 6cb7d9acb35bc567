package org.gallra.tck;

import java.util.List;
import org.gallra.api.contact.CompanyId;

/**
 * A company that a check made.
 *
 * @param id its id
 * @param key its key
 * @param marks its values
 */
record Company(CompanyId id, long key, List<Mark> marks) {}
