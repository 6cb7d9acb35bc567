/** ${record}: what ${vendor} knows of contacts. */
@NullMarked
package ${package};

import org.jspecify.annotations.NullMarked;
