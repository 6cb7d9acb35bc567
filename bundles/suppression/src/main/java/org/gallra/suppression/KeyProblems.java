package org.gallra.suppression;

import java.nio.file.Path;
import org.gallra.api.GallraException;
import org.gallra.api.Text;

/** What goes wrong, in words. */
final class KeyProblems {

    private KeyProblems() {}

    static Text missing(Path file) {
        return new Text(
                "Spärrlistans nyckel " + file + " saknas, så listan känner inte igen någon. Lägg tillbaka filen från"
                        + " säkerhetskopian, eller töm listan under CRM-inställningar → Spärrlista.",
                "The key of the suppression list, " + file
                        + ", is missing, so the list recognizes nobody. Put the file back"
                        + " from its backup, or empty the list under Settings → Suppression list.");
    }

    static Text foreign(Path file) {
        return new Text(
                "Nyckeln i " + file
                        + " är inte den som spärrlistan är gjord med, så listan känner inte igen någon. Lägg"
                        + " tillbaka den rätta filen från säkerhetskopian, eller töm listan under CRM-inställningar →"
                        + " Spärrlista.",
                "The key in " + file + " is not the one that the suppression list was made with, so the list recognizes"
                        + " nobody. Put the right file back from its backup, or empty the list under Settings → Suppression"
                        + " list.");
    }

    static Text unreadable(Path file) {
        return new Text(
                "Spärrlistans nyckel " + file
                        + " går inte att läsa eller skapa. Kontrollera filen och rättigheterna till"
                        + " den och dess mapp.",
                "The key of the suppression list, " + file
                        + ", cannot be read or made. Check the file, and who may read it" + " and its directory.");
    }

    static GallraException refused(Text problem) {
        return new GallraException(
                GallraException.Code.UNAVAILABLE,
                new Text("Inget raderas eller anonymiseras. " + problem.sv(), "Nothing is erased. " + problem.en()));
    }

    /** Neither who nor when, nor which of the values. */
    static GallraException erased(Reaction reaction) {
        return new GallraException(
                GallraException.Code.ERASED_PERSON,
                reaction == Reaction.REFUSE
                        ? new Text(
                                "E-postadressen eller ett telefonnummer har hört till någon som är raderad eller"
                                        + " anonymiserad, och får inte registreras på nytt. Kontrollera uppgifterna, eller be"
                                        + " en systemadministratör se över spärrlistan.",
                                "The e-mail address or a phone number belonged to somebody who was erased or anonymized, and"
                                        + " must not be entered again. Check what you wrote, or ask a system administrator to"
                                        + " look at the suppression list.")
                        : new Text(
                                "E-postadressen eller ett telefonnummer har hört till någon som är raderad eller"
                                        + " anonymiserad. Kontrollera uppgifterna. Ska de registreras ändå måste en"
                                        + " systemadministratör göra det och ange varför.",
                                "The e-mail address or a phone number belonged to somebody who was erased or anonymized."
                                        + " Check what you wrote. If it shall be entered all the same, a system administrator"
                                        + " has to do it and say why."));
    }
}
