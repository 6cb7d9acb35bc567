package org.gallra.access;

import com.nulabinc.zxcvbn.Zxcvbn;
import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.gallra.api.GallraException;
import org.gallra.api.Text;

/** Hashes and checks passwords with Argon2id; at most two at a time, since each takes 19 MiB. */
final class Passwords {

    private static final int KIBIBYTES = 19_456;
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

    private static final Zxcvbn GUESSES = new Zxcvbn();
    private static final int LOOKED_AT = 64;
    private static final double LEAST_GUESSES = 1e8;

    private final Semaphore hashing = new Semaphore(2);
    private final Argon2Function ofPasswords;
    private final Argon2Function ofCodes;

    Passwords() {
        this(KIBIBYTES);
    }

    /** Takes less memory for each hash, and so less time, where nobody's password is at stake: in tests. */
    Passwords(int kibibytes) {
        this.ofPasswords = Argon2Function.getInstance(kibibytes, 2, 1, 32, Argon2.ID);
        this.ofCodes = Argon2Function.getInstance(kibibytes, 2, 1, 16, Argon2.ID);
    }

    String hash(String password) {
        hashing.acquireUninterruptibly();
        try {
            return Password.hash(password).addRandomSalt(16).with(ofPasswords).getResult();
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

    /**
     * Hashes what is looked up by its hash, such as codes of which each user has some under one salt; in hex, 32 characters.
     *
     * @param salt random, in any form
     */
    String slow(String secret, String salt) {
        hashing.acquireUninterruptibly();
        try {
            return HexFormat.of()
                    .formatHex(Password.hash(secret).addSalt(salt).with(ofCodes).getBytes());
        } finally {
            hashing.release();
        }
    }

    /** Takes as long as a real check, for a user that does not exist. */
    void matchesNobody(String password) {
        matches(password, NOBODY);
    }

    /**
     * Refuses what is easily guessed: short, what others have chosen before (30,000 passwords of breaches, also with a year or signs
     * behind), patterns of the keyboard, and little more than names that stand near.
     *
     * @param context words that are near: the user's name, the company's, the product's
     */
    static void check(List<String> context, String password) {
        String folded = password.toLowerCase(Locale.ROOT);
        String rest = folded;
        List<String> near = new ArrayList<>(COMMON);
        for (String words : context) {
            String word = words.toLowerCase(Locale.ROOT).strip();
            near.add(word);
            near.addAll(List.of(word.split("[^\\p{L}\\p{N}]+")));
        }
        near.removeIf(word -> word.length() < 3);
        for (String word : near) {
            rest = rest.replace(word, "");
        }
        long different = folded.chars().distinct().count();
        boolean plain = password.length() < 12 || password.length() > 200 || different < 5 || rest.length() < 5;
        if (plain || guessed(folded, near)) {
            throw GallraException.invalid(
                    "password",
                    new Text(
                            "Välj ett lösenord med 12 till 200 tecken som inte är ditt eller företagets namn, ett vanligt ord eller"
                                    + " lösenord, ett mönster på tangentbordet eller samma tecken om och om igen. Flera ord efter"
                                    + " varandra går bra.",
                            "Choose a password of 12 to 200 characters that is not your name or the company's, a common word or"
                                    + " password, a pattern of the keyboard or the same character over and over. Several words in a"
                                    + " row are fine."));
        }
    }

    /** Says whether a password is found within a hundred million guesses; the beginning of a long one is looked at only. */
    private static boolean guessed(String password, List<String> near) {
        String begin = password.length() > LOOKED_AT ? password.substring(0, LOOKED_AT) : password;
        return GUESSES.measure(begin, near).getGuesses() < LEAST_GUESSES;
    }
}
