package org.gallra.ledger;

import java.nio.file.Path;
import java.util.List;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a ledger, in words that say what to do. */
final class Problems {

    static final Text CATCHING_UP = new Text(
            "Databasen är äldre än raderingsloggen och håller på att komma ikapp.",
            "The database is older than the ledger and is catching up.");

    private Problems() {}

    static GallraException refused(Text why, @Nullable Throwable cause) {
        return new GallraException(
                GallraException.Code.UNAVAILABLE,
                new Text("Inget raderas. " + why.sv(), "Nothing is erased. " + why.en()),
                List.of(),
                cause);
    }

    static Text unwritable(Path directory) {
        return new Text(
                "Raderingsloggen kan inte skrivas i " + directory
                        + ": disken är full, katalogen saknas eller är skrivskyddad. Rätta det; sedan går det igen.",
                "The ledger cannot be written in " + directory
                        + ": the disk is full, or the directory is missing or read-only. Mend that; then it works again.");
    }

    static Text held(Path directory) {
        return new Text(
                "En annan nod håller raderingsloggen i " + directory
                        + " och svarar inte. Väck eller avsluta den noden; sedan går det igen.",
                "Another node holds the ledger in " + directory
                        + " and does not answer. Wake up or end that node; then it works again.");
    }

    static Text notCompared(Path directory) {
        return new Text(
                "Raderingsloggen i " + directory + " kunde inte jämföras med databasen. Försök igen om en stund.",
                "The ledger in " + directory + " could not be compared with the database. Try again in a moment.");
    }

    static BrokenException strange(Path directory) {
        return new BrokenException(new Text(
                "Katalogen " + directory + " har en raderingslogg, men databasen har ingen: loggen hör till en annan"
                        + " databas. Välj en annan katalog för den här databasen i etc/org.gallra.ledger.cfg, eller"
                        + " återställ databasen som loggen hör till.",
                "The directory " + directory + " holds a ledger, but the database has none: the ledger belongs to"
                        + " another database. Choose another directory for this database in"
                        + " etc/org.gallra.ledger.cfg, or restore the database that the ledger belongs to."));
    }

    static BrokenException foreign(Path directory) {
        return new BrokenException(new Text(
                "Raderingsloggen i " + directory + " hör till en annan databas. Ange rätt katalog i"
                        + " etc/org.gallra.ledger.cfg.",
                "The ledger in " + directory + " belongs to another database. Give the right directory in"
                        + " etc/org.gallra.ledger.cfg."));
    }

    static BrokenException missing(Path directory, long seen) {
        return new BrokenException(new Text(
                "Raderingsloggen saknas i " + directory + ", men databasen har sett " + seen
                        + " poster. Lägg tillbaka katalogen, från en säkerhetskopia om det behövs.",
                "The ledger is missing in " + directory + ", but the database has seen " + seen
                        + " entries. Put the directory back, from a backup if need be."));
    }

    static BrokenException cutOff(Path directory, long end, long seen) {
        return new BrokenException(new Text(
                "Raderingsloggen i " + directory + " slutar vid post " + end + ", men databasen har sett post " + seen
                        + ": poster saknas. Lägg tillbaka de senaste filerna.",
                "The ledger in " + directory + " ends at entry " + end + ", but the database has seen entry " + seen
                        + ": entries are missing. Put the latest files back."));
    }

    static BrokenException differs(Path directory, long seen) {
        return new BrokenException(new Text(
                "Post " + seen + " i raderingsloggen i " + directory
                        + " är inte den som databasen har sett. Lägg tillbaka loggens filer.",
                "Entry " + seen + " of the ledger in " + directory
                        + " is not the one that the database has seen. Put the ledger's files back."));
    }

    static BrokenException unknownEntry(Path directory) {
        return new BrokenException(new Text(
                "Raderingsloggen i " + directory + " har en post som den här versionen av Gallra inte känner till.",
                "The ledger in " + directory + " has an entry that this version of Gallra does not know."));
    }

    static BrokenException inUse(Path directory) {
        return new BrokenException(new Text(
                "Raderingsloggen i " + directory + " används av en annan server. Bara en i taget får skriva den.",
                "The ledger in " + directory + " is in use by another server. Only one at a time may write it."));
    }

    static BrokenException broken(Path file, long entry, String sv, String en) {
        return new BrokenException(new Text(
                "Raderingsloggens kedja är bruten vid post " + entry + " i " + file + ": " + sv
                        + ". Lägg tillbaka filen från en säkerhetskopia av loggen.",
                "The chain of the ledger is broken at entry " + entry + " in " + file + ": " + en
                        + ". Put the file back from a backup of the ledger."));
    }
}
