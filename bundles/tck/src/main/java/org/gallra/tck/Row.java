package org.gallra.tck;

import java.util.List;
import org.gallra.api.personaldata.RecordDeclaration;

/**
 * A row that a check put into a declared table.
 *
 * @param record what it is
 * @param key its key
 * @param marks its values
 * @param shared whether it concerns several people
 */
record Row(RecordDeclaration record, Object key, List<Mark> marks, boolean shared) {}
