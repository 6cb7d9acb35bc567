package org.gallra.api.transfer;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.suppression.Readmission;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Imports contacts with their companies from CSV and vCard files: upload, map columns, preview, run.
 *
 * <p>Needs {@link Permission#IMPORT}; users see their own imports, system administrators all. The uploaded file is kept
 * in the database until the run is over, at most 24 hours, then it is deleted; only counts stay. Thread-safe.
 */
@ProviderType
public interface ImportService {

    /** The format of a file. */
    @ProviderType
    enum Format {
        /** Separated values with a heading row. */
        CSV,
        /** vCard 2.1, 3.0 or 4.0. */
        VCARD
    }

    /** How far an import has come. */
    @ProviderType
    enum State {
        /** The file is read; the mapping can be changed and the import run. */
        READY,
        /** Rows are being written. */
        RUNNING,
        /** All rows are written or reported. */
        DONE,
        /** It stopped half-way; rows before that are written. Run it again: what came in is recognized as the same. */
        FAILED
    }

    /** What happens to a row. */
    @ProviderType
    enum Outcome {
        /** A new contact. */
        NEW,
        /** A contact that exists gets values from the file; fields that the file leaves empty stay. */
        CHANGED,
        /** A contact that exists already has all values. */
        SAME,
        /** The same person stands earlier in the file; its values are merged into that one. */
        DUPLICATE,
        /** The row is refused with a reason. */
        BAD,
        /** Somebody with that address or number was erased before; left out unless a reason is given to take her in. */
        ERASED,
        /** The person is there already and her processing is restricted (GDPR article 18); left out, and nothing of her is shown. */
        RESTRICTED
    }

    /**
     * An import.
     *
     * @param id its id
     * @param state how far it has come
     * @param format the format of the file
     * @param encoding the character set that was recognized
     * @param delimiter the separator of a CSV file, or null
     * @param createdAt when the file came (UTC)
     * @param createdBy the login name of the user who uploaded it
     * @param rows how many data rows or cards the file has
     * @param columns the columns of the file with the target that is proposed or chosen; for vCard the properties found
     * @param counts how many rows per outcome: expected while READY, real when DONE; every outcome is present
     * @param newCompanies how many companies are (or would be) created
     * @param issues rows that are refused, and what could not be taken over from a row; ordered by line; the first 1,000
     * @param issueCount how many issues there are in all
     */
    @ProviderType
    record Import(
            UUID id,
            State state,
            Format format,
            String encoding,
            @Nullable String delimiter,
            Instant createdAt,
            String createdBy,
            long rows,
            List<Column> columns,
            Map<Outcome, Long> counts,
            long newCompanies,
            List<Issue> issues,
            long issueCount) {}

    /**
     * A column of the file.
     *
     * @param index its place, from 0
     * @param heading its heading as written
     * @param target the field it goes to: a name of {@link #targets()}, or null to leave it out
     * @param samples up to three values, personal data: shown to the importing user only
     */
    @ProviderType
    record Column(int index, String heading, @Nullable String target, List<String> samples) {}

    /**
     * A field that a column can go to.
     *
     * @param name the name, such as {@code contact.email}
     * @param label the name shown to people
     */
    @ProviderType
    record Target(String name, Text label) {}

    /**
     * Something about one row.
     *
     * @param line the line of the file where the row begins, from 1
     * @param refused whether the whole row is refused, or only the value is not taken over
     * @param field the column's heading or the property, or null if it is about the row
     * @param reason what is wrong and what to do
     */
    @ProviderType
    record Issue(long line, boolean refused, @Nullable String field, Text reason) {}

    /**
     * One row as it would come in; personal data, shown to the importing user only.
     *
     * @param line the line of the file where the row begins, from 1
     * @param outcome what happens to it
     * @param name the person's name as it would be shown
     * @param company the company's name, or null
     * @param email the e-mail address, or null
     * @param changes labels of the fields that change; empty unless CHANGED
     */
    @ProviderType
    record PreviewRow(
            long line,
            Outcome outcome,
            String name,
            @Nullable String company,
            @Nullable String email,
            List<Text> changes) {}

    /** Returns all fields that a column can go to, in the order of the form. */
    List<Target> targets();

    /**
     * Takes in a file: recognizes format, character set, separator and columns, and counts what would happen.
     *
     * @param fileName the file's name, only used to recognize the format; not kept; may be null
     * @param content the file; read to its end, not closed; at most 50 MB
     * @throws GallraException {@code INVALID} if it is neither CSV nor vCard or has no rows, {@code TOO_LARGE}
     */
    Import upload(@Nullable String fileName, InputStream content);

    /** Returns the caller's imports, newest first, at most 50. */
    List<Import> list();

    /**
     * Returns an import; {@code NOT_FOUND} if there is none or it is another user's. System administrators see everybody's,
     * without the samples.
     */
    Import get(UUID id);

    /**
     * Changes the mapping and counts anew.
     *
     * @param targets column index to target name; columns that are missing are left out
     * @throws GallraException {@code INVALID} for an unknown column or target, two columns for one target, or no name or
     *     e-mail column; {@code CONFLICT} unless READY
     */
    Import map(UUID id, Map<Integer, String> targets);

    /**
     * Returns what would happen to each row, in the order of the file.
     *
     * @param outcome only rows of this outcome, or null for all
     * @param cursor {@code next} of the page before, or null
     * @param limit 1 to 200
     */
    Page<PreviewRow> preview(UUID id, @Nullable Outcome outcome, @Nullable String cursor, int limit);

    /** Runs the import and returns it when it is DONE; the file is deleted then. {@code CONFLICT} unless READY or FAILED. */
    default Import run(UUID id) {
        return run(id, null);
    }

    /**
     * Runs the import as {@link #run(UUID)}, rows of the outcome {@code ERASED} included.
     *
     * @param readmission why people who were erased are taken in, or null to leave them out
     * @throws GallraException {@code FORBIDDEN} if a reason is given and the caller lacks {@link Permission#ADMINISTER}
     */
    Import run(UUID id, @Nullable Readmission readmission);

    /** Deletes an import and its file; what came in stays. {@code CONFLICT} while RUNNING. */
    void discard(UUID id);
}
