package org.gallra.api.addon;

import java.nio.file.Path;
import java.util.List;
import org.gallra.api.GallraException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Puts bundles of vendors into service and takes them away: by the deploy directory, so that somebody who looks there sees what runs. For
 * system administrators ({@code ADMINISTER}); all others get {@code FORBIDDEN}. Thread-safe.
 */
@ProviderType
public interface AddOnService {

    /** Returns what lies in the deploy directory and is a bundle, ordered by symbolic name. */
    List<AddOn> list();

    /**
     * Reads what a bundle declares. No class of it is loaded, and nothing is installed.
     *
     * @param jar the file
     * @throws GallraException {@code INVALID} if it is no bundle
     */
    AddOnPreview preview(Path jar);

    /**
     * Puts a bundle into service, in place of the version that is there. The server notices within seconds; its tables are made and its
     * declaration is compared with them when it starts. An entry of the audit log says who did it.
     *
     * @param jar the file; it is copied
     * @param digest of the preview, which somebody has seen
     * @throws GallraException {@code INVALID} if it is no bundle, or one that does not come by the deploy directory, such as Gallra's own;
     *     {@code CONFLICT} if it is another file than the one that was looked at
     */
    void install(Path jar, String digest);

    /**
     * Takes a bundle out of service. Its tables and what it declared stay until somebody decides about them
     * ({@link org.gallra.api.personaldata.DepartedBundles}).
     *
     * @param bundle its symbolic name
     * @throws GallraException {@code NOT_FOUND} if no such bundle lies in the deploy directory
     */
    void remove(String bundle);
}
