package org.gallra.access;

import org.gallra.api.Text;

/** Somebody did not get in by the identity provider; the message is for the log and names nobody. */
final class OidcRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why, as far as the login page says it. */
    enum Reason {
        AWAY(
                "Identitetstjänsten svarar inte. Försök igen om en stund, eller logga in med lösenord.",
                "The identity provider does not answer. Try again in a moment, or log in with your password."),
        FAILED("Inloggningen gick inte att slutföra. Försök igen.", "The login could not be completed. Try again."),
        UNKNOWN(
                "Du är känd av identitetstjänsten, men får inte logga in i Gallra. En systemadministratör kan hjälpa dig.",
                "The identity provider knows you, but you may not log in to Gallra. A system administrator can help you."),
        FACTOR(
                "Här krävs tvåfaktorsinloggning, och identitetstjänsten har inte visat någon. Logga in där med två faktorer, eller"
                        + " här med lösenord och kod.",
                "A second factor is needed here, and the identity provider has shown none. Log in there with two factors, or here with"
                        + " password and code.");

        private final Text words;

        Reason(String sv, String en) {
            words = new Text(sv, en);
        }

        Text words() {
            return words;
        }
    }

    private final Reason reason;

    OidcRefusal(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
