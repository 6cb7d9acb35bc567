package org.gallra.api.personaldata;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Decides what becomes of the data that uninstalled bundles left behind: hand it over, erase it, or keep it until a day.
 * Until somebody decides, it is kept and every extract, anonymization and deletion still reaches it.
 *
 * <p>Every method needs {@link Permission#ADMINISTER}, erasing {@link Permission#ANONYMIZE} as well. Thread-safe.
 */
@ProviderType
public interface DepartedBundles {

    /**
     * A bundle whose data was erased.
     *
     * @param bundle the symbolic name
     * @param name the name shown to people
     * @param rows how many rows went
     * @param erasedBy the login name of who decided
     * @param erasedAt when (UTC)
     */
    @ProviderType
    record Erased(String bundle, Text name, long rows, String erasedBy, Instant erasedAt) {}

    /**
     * Refuses a bundle that is not departed.
     *
     * @throws GallraException {@code NOT_FOUND} if no such bundle is departed
     */
    void check(String bundle);

    /**
     * Counts what the bundle left behind: rows by table, in the order of the tables' names; tables without rows too. Takes about a second
     * for a million rows.
     *
     * @throws GallraException {@code NOT_FOUND} if no such bundle is departed
     */
    Map<String, Long> rows(String bundle);

    /**
     * Keeps the data until the end of a day (UTC) and erases it then.
     *
     * @throws GallraException {@code NOT_FOUND} if no such bundle is departed; {@code INVALID} if the day is not in the future
     */
    void keepUntil(String bundle, LocalDate until);

    /**
     * Writes all rows of the bundle's tables as a ZIP file with one CSV file (UTF-8, comma, heading) per table; does not
     * close the stream. Changes nothing.
     *
     * @throws GallraException {@code NOT_FOUND} if no such bundle is departed
     */
    void handOver(String bundle, OutputStream out) throws IOException;

    /**
     * Deletes all rows of the bundle's tables, the tables themselves and its declaration, in one transaction. Cannot be
     * undone. If the bundle is installed again it starts anew.
     *
     * @throws GallraException {@code NOT_FOUND} if no such bundle is departed; {@code CONFLICT} if tables of another bundle
     *     point to its rows
     */
    Erased erase(String bundle);

    /** Returns what was erased, the newest first, at most 100. */
    List<Erased> erased();
}
