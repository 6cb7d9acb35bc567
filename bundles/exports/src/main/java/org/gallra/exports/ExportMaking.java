package org.gallra.exports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactDirectory;
import org.gallra.api.contact.ContactDirectory.Ref;
import org.gallra.api.contact.ContactId;
import org.gallra.api.extract.ExtractService;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.exports.ExportStore.Claim;
import org.gallra.exports.ExportStore.File;
import org.gallra.exports.ExportStore.Locking;

/**
 * Makes the files of one export, person by person, on behalf of the caller of the thread. Whoever's data is stored is locked for the
 * moment, so that an erasure comes either before, and the export goes, or after, and finds it.
 */
final class ExportMaking {

    private static final Locking NOBODY = () -> {};

    private final ExportStore store;
    private final ExtractService extracts;
    private final ContactDirectory directory;
    private final Clock clock;
    private final Claim claim;
    private final Kept kept;

    ExportMaking(
            ExportStore store,
            ExtractService extracts,
            ContactDirectory directory,
            Clock clock,
            Claim claim,
            Kept kept) {
        this.store = store;
        this.extracts = extracts;
        this.directory = directory;
        this.clock = clock;
        this.claim = claim;
        this.kept = kept;
    }

    /**
     * Makes what is not made yet.
     *
     * @param stopped says whether to leave the rest for later
     * @return whether all is made
     * @throws GoneException if one of the people was erased or the export is somebody else's
     */
    boolean make(BooleanSupplier stopped) {
        for (File file = store.next(claim); file != null; file = store.next(claim)) {
            if (stopped.getAsBoolean()) {
                return false;
            }
            Ref ref = directory.contacts(List.of(file.contact())).get(file.contact());
            if (ref == null || ref.contact() == null) {
                refused(file, ContactId.unknown().text());
            } else {
                one(file, ref.contact());
            }
        }
        return true;
    }

    private void one(File file, ContactId contact) {
        try {
            RegisterExtract extract = extracts.extract(contact, kept.order());
            List<ContactId> cards =
                    extract.cards().stream().map(RegisterExtract.Card::contact).toList();
            Locking locking = locking(extract, cards);
            List<Long> others = directory.contactKeys(cards).values().stream()
                    .filter(key -> key != file.contact())
                    .sorted()
                    .toList();
            store.begin(claim, file, others, locking, clock.instant());
            try (GZIPOutputStream out = packed(file, locking)) {
                extracts.write(extract, extracts.format(kept.format()), out);
            }
            store.made(claim, file, extract.id(), clock.instant());
        } catch (Pieces.RefusedException e) {
            throw e.why() instanceof GallraException ? new GoneException() : e.why();
        } catch (IOException e) {
            throw new IllegalStateException("Nothing but the database takes what is written", e);
        } catch (GallraException e) {
            refused(file, e.text());
        }
    }

    /** Locks the person's cards in one order; whoever was anonymized before is nobody's any more. */
    private Locking locking(RegisterExtract extract, List<ContactId> cards) {
        List<ContactId> living = cards.stream()
                .filter(card -> !extract.anonymized() || !card.equals(extract.contact()))
                .sorted(Comparator.comparing(ContactId::value))
                .toList();
        return () -> living.forEach(directory::contactKeyForPreserving);
    }

    /** Puts into the place of the file why there is none. */
    private void refused(File file, Text why) {
        store.begin(claim, file, List.of(), NOBODY, clock.instant());
        try (OutputStream out = packed(file, NOBODY)) {
            Locale language = kept.order().language();
            new ByteArrayInputStream((why.in(language) + "\n").getBytes(StandardCharsets.UTF_8)).transferTo(out);
        } catch (Pieces.RefusedException e) {
            throw e.why();
        } catch (IOException e) {
            throw new IllegalStateException("Nothing but the database takes what is written", e);
        }
        store.made(claim, file, (UUID) null, clock.instant());
    }

    private GZIPOutputStream packed(File file, Locking locking) throws IOException {
        return new GZIPOutputStream(
                new Pieces.Out((place, content) -> store.piece(claim, file, place, content, locking, clock.instant())));
    }
}
