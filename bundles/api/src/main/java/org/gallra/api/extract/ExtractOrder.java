package org.gallra.api.extract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How an extract is wanted.
 *
 * @param language {@code sv} or {@code en}
 * @param request the number under which the person's request is kept, such as {@code 2026-014}, or null: then the extract's own
 *     id; 1 to 40 letters, digits, dots, slashes and hyphens
 * @param identity how it was checked that the request came from the person
 * @param othersShown whether what identifies other people stays readable; false masks it
 * @param reason why it stays readable, 1 to 500 characters; null if it does not
 * @param otherCards whether what is held on other cards that are confirmed to be the same person is part of it
 * @param leftOut ids of the record types and stores that are not wanted, as {@link ExtractService#parts()} names them; empty is
 *     the usual: everything. The extract says on its first page what was left out
 */
@ProviderType
public record ExtractOrder(
        Locale language,
        @Nullable String request,
        IdentityCheck identity,
        boolean othersShown,
        @Nullable String reason,
        boolean otherCards,
        Set<String> leftOut) {

    private static final Pattern REQUEST = Pattern.compile("[A-Za-z0-9./-]{1,40}");
    private static final int LONGEST_REASON = 500;

    /**
     * Copies the ids, trims the reason and forgets one that is given for nothing.
     *
     * @throws GallraException {@code INVALID} naming {@code lang}, {@code request} or {@code reason}
     */
    public ExtractOrder {
        if (!language.getLanguage().equals("sv") && !language.getLanguage().equals("en")) {
            throw GallraException.invalid("lang", new Text("Språket är sv eller en.", "The language is sv or en."));
        }
        if (request != null && !REQUEST.matcher(request).matches()) {
            throw GallraException.invalid(
                    "request",
                    new Text(
                            "Ärendets nummer är högst 40 tecken: bokstäver a–z, siffror, punkt, snedstreck och bindestreck.",
                            "The number of the request has at most 40 characters: letters a–z, digits, dot, slash and hyphen."));
        }
        reason = othersShown ? stated(reason) : null;
        leftOut = Set.copyOf(leftOut);
    }

    private static String stated(@Nullable String reason) {
        String text = reason == null ? "" : reason.strip();
        if (text.isEmpty() || text.length() > LONGEST_REASON) {
            throw GallraException.invalid(
                    "reason",
                    new Text(
                            "Ange varför andra personers uppgifter ska vara läsbara, med högst 500 tecken.",
                            "State why data of other people shall be readable, in at most 500 characters."));
        }
        return text;
    }

    /** Orders everything. */
    public ExtractOrder(
            Locale language,
            @Nullable String request,
            IdentityCheck identity,
            boolean othersShown,
            @Nullable String reason,
            boolean otherCards) {
        this(language, request, identity, othersShown, reason, otherCards, Set.of());
    }

    /** Returns the usual order: all cards of the person, other people are masked, and nothing is said of a request. */
    public static ExtractOrder in(Locale language) {
        return new ExtractOrder(language, null, IdentityCheck.NOT_STATED, false, null, true);
    }

    /** Returns nothing that somebody wrote. */
    @Override
    public String toString() {
        return "ExtractOrder[" + language + ", othersShown=" + othersShown + "]";
    }

    /** How it was checked who asked (GDPR article 12(6)). */
    @ProviderType
    public enum IdentityCheck {
        /** Nobody said. */
        NOT_STATED("Inte angivet", "Not stated"),
        /** The answer goes to an address that was known before. */
        KNOWN_ADDRESS(
                "Svaret går till en adress som redan var registrerad",
                "The answer goes to an address that was registered before"),
        /** By electronic identification. */
        E_ID("E-legitimation", "Electronic identification"),
        /** By an identity document. */
        DOCUMENT("Identitetshandling", "Identity document"),
        /** The person is known to whoever made the extract. */
        KNOWN_PERSON("Personligen känd", "Known in person");

        private final Text label;

        IdentityCheck(String sv, String en) {
            this.label = new Text(sv, en);
        }

        /**
         * Returns the check with the name; that nobody said if there is no name.
         *
         * @throws GallraException {@code INVALID} naming {@code identity}
         */
        public static IdentityCheck of(@Nullable String name) {
            if (name == null || name.isBlank()) {
                return NOT_STATED;
            }
            for (IdentityCheck check : values()) {
                if (check.name().equals(name)) {
                    return check;
                }
            }
            String names = Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
            throw GallraException.invalid(
                    "identity", new Text("Det finns: " + names + ".", "There are: " + names + "."));
        }

        /** Returns the name shown to people. */
        public Text label() {
            return label;
        }
    }
}
