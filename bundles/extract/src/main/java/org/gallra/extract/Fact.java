package org.gallra.extract;

import org.gallra.api.Text;

/**
 * One thing that an extract says of itself.
 *
 * @param id its name in files for machines
 * @param label its name for people
 * @param value what is said, in the extract's language
 */
record Fact(String id, Text label, String value) {}
