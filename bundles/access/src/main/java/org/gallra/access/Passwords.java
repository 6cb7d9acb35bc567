package org.gallra.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.gallra.api.GallraException;
import org.gallra.api.Text;

/** Hashes and checks passwords with Argon2id; at most two at a time, since each takes 19 MiB. */
final class Passwords {

    private static final Argon2Function ARGON = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
    private static final List<String> COMMON = List.of(
            "gallra",
            "password",
            "lösenord",
            "losenord",
            "qwerty",
            "123456",
            "sommar",
            "vinter",
            "välkommen",
            "welcome",
            "letmein",
            "admin");

    /** A hash that nobody's password gives: checking one against it takes as long as against a real one. */
    private static final String NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$" + "A".repeat(22) + "$" + "A".repeat(43);

    private final Semaphore hashing = new Semaphore(2);

    String hash(String password) {
        hashing.acquireUninterruptibly();
        try {
            return Password.hash(password).addRandomSalt(16).with(ARGON).getResult();
        } finally {
            hashing.release();
        }
    }

    boolean matches(String password, String hash) {
        hashing.acquireUninterruptibly();
        try {
            return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
        } finally {
            hashing.release();
        }
    }

    /** Takes as long as a real check, for a user that does not exist. */
    void matchesNobody(String password) {
        matches(password, NOBODY);
    }

    /** Refuses what is easily guessed: short, the user's own name, or little more than a common word. */
    static void check(String userName, String password) {
        String folded = password.toLowerCase(Locale.ROOT);
        String rest = folded.replace(userName.toLowerCase(Locale.ROOT), "");
        for (String word : COMMON) {
            rest = rest.replace(word, "");
        }
        long different = folded.chars().distinct().count();
        if (password.length() < 12 || password.length() > 200 || different < 5 || rest.length() < 5) {
            throw GallraException.invalid(
                    "password",
                    new Text(
                            "Välj ett lösenord med 12 till 200 tecken som inte är ditt användarnamn, ett vanligt ord eller"
                                    + " samma tecken om och om igen. Flera ord efter varandra går bra.",
                            "Choose a password of 12 to 200 characters that is not your user name, a common word or the same"
                                    + " character over and over. Several words in a row are fine."));
        }
    }
}
