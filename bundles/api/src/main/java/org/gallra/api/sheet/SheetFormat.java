package org.gallra.api.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Writes sheets as a file. A service whose property {@link #FORMAT} says which: {@code csv} or {@code xlsx}; each comes and goes
 * with its bundle. Thread-safe.
 */
@ProviderType
public interface SheetFormat {

    /** The service property that names the format. */
    String FORMAT = "gallra.sheet.format";

    /**
     * Writes the sheets in their order, no cell as a formula ({@link Sheet#safe}). Constant memory where the format allows it.
     * Several sheets as {@code csv} are a zip with one file each; {@code xlsx} is one workbook. Does not close the stream.
     *
     * @param sheets at least one
     */
    void write(List<Sheet> sheets, OutputStream out) throws IOException;
}
