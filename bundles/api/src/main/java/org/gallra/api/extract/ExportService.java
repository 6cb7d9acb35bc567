package org.gallra.api.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.contact.ContactFilter;
import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Register extracts of one or many contacts that are made in the background and fetched once, as one zip with a file per person, by
 * the user who ordered them and nobody else.
 *
 * <p>What is made is kept in the database until it is fetched, discarded or too old, and goes at once if one of its people is
 * anonymized or deleted. Each person's file is made by {@link ExtractService} with the rights of the user who ordered it, and is
 * heard of by {@link ExtractListener}s as any other extract. All methods need {@link Permission#EXTRACT}. Thread-safe.
 */
@ProviderType
public interface ExportService {

    /** So many people one export can have. */
    int MOST = 10_000;

    /** Where an export stands. */
    @ProviderType
    enum State {
        /** It is being made. */
        MAKING("Görs", "Being made"),
        /** It can be fetched. */
        READY("Klar att hämta", "Ready to fetch"),
        /** It was fetched and is gone. */
        FETCHED("Hämtad", "Fetched"),
        /** Nobody fetched it in time; it is gone. */
        EXPIRED("För gammal, borttagen", "Expired, removed"),
        /** One of its people was anonymized or deleted; it is gone. */
        ERASED("Borttagen: en av personerna är raderad", "Removed: one of its people was erased"),
        /** Its user did not want it any more; it is gone. */
        DISCARDED("Kastad", "Discarded"),
        /** It could not be made. */
        FAILED("Misslyckades", "Failed");

        private final Text label;

        State(String sv, String en) {
            this.label = new Text(sv, en);
        }

        /** Returns the name shown to people. */
        public Text label() {
            return label;
        }

        /** Tells whether it will change by itself or can still be fetched. */
        public boolean open() {
            return this == MAKING || this == READY;
        }
    }

    /**
     * An export, without what it holds.
     *
     * @param id its id
     * @param state where it stands
     * @param orderedBy the login name of who ordered it
     * @param orderedAt when (UTC)
     * @param format the id of the format of each person's file
     * @param people how many people it is about
     * @param made for how many of them a file is made
     * @param failed for how many no extract could be made; a file says so in its place
     * @param expiresAt until when it can be fetched (UTC), or null as long as it is not ready
     * @param endedAt when it was fetched or removed (UTC), or null
     */
    @ProviderType
    record Export(
            UUID id,
            State state,
            String orderedBy,
            Instant orderedAt,
            String format,
            long people,
            long made,
            long failed,
            @Nullable Instant expiresAt,
            @Nullable Instant endedAt) {}

    /**
     * An export with the secret by which it is fetched.
     *
     * @param export the export
     * @param link the secret: 256 random bits, URL-safe; only its hash is stored, so it is told once
     */
    @ProviderType
    record Linked(Export export, String link) {

        /** Returns no secret. */
        @Override
        public String toString() {
            return "Linked[" + export.id() + "]";
        }
    }

    /** An export on its way to its user. */
    @ProviderType
    interface Fetching {

        /** Returns the name of the file: says nothing of whom it is about. */
        String fileName();

        /**
         * Writes the zip and uses up the export once all of it was taken; if the stream breaks it can be fetched again. Does not close
         * the stream.
         *
         * @throws IOException if the stream fails, or if one of the people was erased meanwhile: what was written is no whole file
         */
        void write(OutputStream out) throws IOException;
    }

    /**
     * Orders an export.
     *
     * @param contacts whom it is about, at most {@link #MOST}; null for those of the filter
     * @param filter whom it is about; null for those that are named
     * @param format the id of the format of each person's file
     * @param order how each extract is wanted; other people are always masked
     * @throws GallraException {@code INVALID} if nobody or too many are meant, or for a format or an order that cannot be; {@code
     *     NOT_FOUND} if one who is named is not there
     */
    Linked order(@Nullable List<ContactId> contacts, @Nullable ContactFilter filter, String format, ExtractOrder order);

    /** Returns the exports of the caller, and of everybody for a {@link Role#SYSTEM_ADMINISTRATOR}; the latest first, at most 200. */
    List<Export> list();

    /**
     * Returns an export of the caller, or anybody's for system administrators.
     *
     * @throws GallraException {@code NOT_FOUND}
     */
    Export get(UUID id);

    /**
     * Returns the caller's export that the link leads to.
     *
     * @throws GallraException {@code NOT_FOUND} if there is none, or if it is somebody else's
     */
    Export find(String link);

    /**
     * Makes another link to an export of the caller; the one before leads nowhere any more.
     *
     * @throws GallraException {@code NOT_FOUND}, {@code GONE} if it is not open any more
     */
    Linked link(UUID id);

    /**
     * Removes an export of the caller, or anybody's for system administrators; nothing happens if it is gone already.
     *
     * @throws GallraException {@code NOT_FOUND}
     */
    void discard(UUID id);

    /**
     * Begins to fetch an export of the caller. Only one fetches at a time.
     *
     * @param link the secret
     * @param password the caller's password
     * @throws GallraException {@code NOT_FOUND}, {@code GONE}; {@code CONFLICT} if it is not ready, or is being fetched; {@code
     *     INVALID} naming {@code password}, {@code TOO_MANY} after repeated failures
     */
    Fetching fetch(String link, String password);
}
