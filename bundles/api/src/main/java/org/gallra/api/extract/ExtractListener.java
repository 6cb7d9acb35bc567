package org.gallra.api.extract;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of each register extract that was handed out. Register it as a service.
 *
 * <p>Called after the file was written, once per file, with a time budget of a second; what it throws changes nothing for whoever
 * made the extract and is noted under the bundle's name. It must not keep what the extract says.
 */
@ConsumerType
public interface ExtractListener {

    /** An extract was written in a format. */
    void made(RegisterExtract extract, ExtractService.Format format);
}
