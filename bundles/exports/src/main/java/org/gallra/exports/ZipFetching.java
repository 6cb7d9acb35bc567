package org.gallra.exports;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gallra.api.extract.ExportService.Fetching;
import org.gallra.exports.ExportStore.Claim;
import org.gallra.exports.ExportStore.File;

/** Writes the files of an export as one zip, piece by piece. Their names are random ids. */
final class ZipFetching implements Fetching {

    private static final Duration RENEWED = Duration.ofMinutes(1);

    private final ExportStore store;
    private final Claim claim;
    private final Kept kept;
    private final Clock clock;

    ZipFetching(ExportStore store, Claim claim, Kept kept, Clock clock) {
        this.store = store;
        this.claim = claim;
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public String fileName() {
        return "registerutdrag-" + kept.id().toString().substring(0, 8) + ".zip";
    }

    @Override
    public void write(OutputStream out) throws IOException {
        boolean fetched = false;
        try {
            ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            Instant renewed = clock.instant();
            int number = 0;
            for (File file : store.files(claim)) {
                number++;
                Instant now = clock.instant();
                if (now.isAfter(renewed.plus(RENEWED))) {
                    store.renew(claim, now);
                    renewed = now;
                }
                zip.putNextEntry(new ZipEntry(name(file, number)));
                try (InputStream in = new GZIPInputStream(new Pieces.In(place -> store.piece(file, place)))) {
                    in.transferTo(zip);
                }
                zip.closeEntry();
            }
            store.whole(claim, clock.instant());
            zip.finish();
            out.flush();
            store.fetched(claim, clock.instant());
            fetched = true;
        } catch (GoneException e) {
            throw new IOException("One of the people was erased meanwhile, or the export was discarded", e);
        } finally {
            if (!fetched) {
                store.release(claim);
            }
        }
    }

    private String name(File file, int number) {
        return file.extract() == null
                ? "fel-" + number + ".txt"
                : "registerutdrag-" + file.extract() + "." + kept.extension();
    }
}
