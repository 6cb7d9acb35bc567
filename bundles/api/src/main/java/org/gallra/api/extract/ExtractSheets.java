package org.gallra.api.extract;

import java.util.List;
import org.gallra.api.sheet.Sheet;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An extract as tables for people, for formats that are made of tables. A service of the core. Thread-safe.
 *
 * <p>Everything is in the words of the extract's language: codes are explained, times are in Swedish time with the zone in the
 * heading. A character that files cannot hold stands as a backslash, {@code u} and four hex digits.
 */
@ProviderType
public interface ExtractSheets {

    /**
     * Returns the summary with controller, rights and completeness, the bundles that were asked, what is known about each
     * field, and then one sheet per section; in this order.
     */
    List<Sheet> sheets(RegisterExtract extract);
}
