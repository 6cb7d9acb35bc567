package org.gallra.extract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gallra.api.Text;
import org.gallra.api.contact.ContactDirectory.Identifiers;

/**
 * Replaces what identifies other people by words (PRIVACY.md e17): names in either order, also in the genitive; e-mail
 * addresses; phone numbers however they are written; streets. A first or a last name alone is replaced only where its bearer
 * shares the record. Nothing that identifies the person itself is replaced. For one extract and one thread.
 */
final class Masking {

    static final Text SOMEBODY = new Text("[annan person]", "[another person]");

    /** The digits at the end of a number by which it is known, whatever stands before them. */
    private static final int TAIL = 7;

    private static final int SHORTEST_NUMBER = 5;
    private static final int SHORTEST_NAME = 2;
    private static final String NO_WORD_BEFORE = "(?<![\\p{L}\\p{N}])";
    /** The genitive's s stays. */
    private static final String NO_WORD_AFTER = "(?=s?(?![\\p{L}\\p{N}]))";

    private final String words;
    private final Set<String> own = new HashSet<>();
    /** What may be found, by a word without which it is not there. */
    private final Map<String, List<Sought>> anywhere = new HashMap<>();

    private final Map<String, List<Sought>> inShared = new HashMap<>();
    private final Set<String> numbers = new LinkedHashSet<>();
    /** Made when something is found for the first time: of many people few are named. */
    private final Map<String, Pattern> patterns = new HashMap<>();

    private long masked;

    /**
     * What is replaced; the longest first.
     *
     * @param text in lower case, with one blank between its words
     * @param words its words
     */
    private record Sought(String text, List<String> words) {}

    /**
     * Prepares for one extract.
     *
     * @param self what identifies the person, for each card; empty if nothing does any more
     * @param others what identifies other people
     * @param sharers the keys of those of them who share a record
     */
    Masking(Collection<Identifiers> self, Collection<Identifiers> others, Set<Long> sharers, Locale language) {
        words = SOMEBODY.in(language);
        for (Identifiers card : self) {
            names(card).forEach(name -> own.addAll(tokens(name)));
            full(card).forEach(name -> own.add(key(name)));
            card.emails().forEach(email -> own.add(key(email)));
            card.phones().forEach(phone -> own.add(tail(phone)));
            own.add(key(Objects.requireNonNullElse(card.street(), "")));
        }
        for (Identifiers other : others) {
            full(other).forEach(name -> seek(anywhere, name));
            other.emails().forEach(email -> seek(anywhere, email));
            other.phones().forEach(this::seekNumber);
            if (sharers.contains(other.key())) {
                names(other).forEach(name -> {
                    seek(inShared, name);
                    tokens(name).forEach(token -> seek(inShared, token));
                });
                seek(inShared, Objects.requireNonNullElse(other.street(), ""));
            }
        }
    }

    /** Returns how much was replaced so far. */
    long masked() {
        return masked;
    }

    /**
     * Returns the text without other people.
     *
     * @param shared whether it belongs to a record that others share
     */
    String mask(String text, boolean shared) {
        if (anywhere.isEmpty() && inShared.isEmpty() && numbers.isEmpty()) {
            return text;
        }
        String result = text;
        for (Sought sought : found(tokens(text), shared)) {
            result = replace(result, patterns.computeIfAbsent(sought.text(), k -> pattern(sought)));
        }
        String digits = digits(text);
        if (digits.length() >= SHORTEST_NUMBER) {
            for (String number : numbers) {
                if (digits.contains(number)) {
                    result = replace(result, patterns.computeIfAbsent("+" + number, k -> pattern(number)));
                }
            }
        }
        return result;
    }

    private List<Sought> found(Collection<String> in, boolean shared) {
        Set<Sought> found = new HashSet<>();
        for (String token : in) {
            String nominative = token.endsWith("s") ? token.substring(0, token.length() - 1) : token;
            for (String word : new HashSet<>(List.of(token, nominative))) {
                found.addAll(anywhere.getOrDefault(word, List.of()));
                if (shared) {
                    found.addAll(inShared.getOrDefault(word, List.of()));
                }
            }
        }
        return found.stream()
                .sorted(Comparator.comparingInt((Sought s) -> -s.text().length())
                        .thenComparing(Sought::text))
                .toList();
    }

    private String replace(String text, Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder result = new StringBuilder();
        boolean any = false;
        while (matcher.find()) {
            matcher.appendReplacement(result, Matcher.quoteReplacement(words));
            masked++;
            any = true;
        }
        return any ? matcher.appendTail(result).toString() : text;
    }

    private void seek(Map<String, List<Sought>> where, String text) {
        List<String> parts = tokens(text);
        if (parts.isEmpty() || own.contains(key(text)) || key(text).length() < SHORTEST_NAME) {
            return;
        }
        where.computeIfAbsent(parts.get(parts.size() - 1), k -> new ArrayList<>())
                .add(new Sought(key(text), parts));
    }

    private static Pattern pattern(Sought sought) {
        String between = "[^\\p{L}\\p{N}]{1,3}";
        String words = sought.words().stream().map(Pattern::quote).collect(Collectors.joining(between));
        return Pattern.compile(NO_WORD_BEFORE + words + NO_WORD_AFTER, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static Pattern pattern(String number) {
        String between = "[\\s()/.\u00a0\u2011\u2013-]{0,3}";
        String digits = number.chars().mapToObj(Character::toString).collect(Collectors.joining(between));
        return Pattern.compile("(?<!\\d)(?:\\+?\\(?\\d{1,4}\\)?" + between + "){0,3}" + digits + "(?!\\d)");
    }

    private void seekNumber(String phone) {
        String tail = tail(phone);
        if (tail.length() >= SHORTEST_NUMBER && !own.contains(tail)) {
            numbers.add(tail);
        }
    }

    private static List<String> names(Identifiers person) {
        return Stream.of(person.firstName(), person.lastName())
                .filter(Objects::nonNull)
                .toList();
    }

    /** The whole name in either order; of somebody with one name only, that one. */
    private static List<String> full(Identifiers person) {
        List<String> names = names(person);
        return names.size() == 2
                ? List.of(names.get(0) + " " + names.get(1), names.get(1) + " " + names.get(0))
                : names;
    }

    private static String tail(String phone) {
        String digits = digits(phone);
        return digits.substring(Math.max(0, digits.length() - TAIL));
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            }
        }
        return digits.toString();
    }

    private static String key(String text) {
        return String.join(" ", tokens(text));
    }

    /** Returns the runs of letters and digits in lower case. */
    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        int from = -1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            boolean part = Character.isLetter(c) || isNumber(c);
            if (part && from < 0) {
                from = i;
            } else if (!part && from >= 0) {
                tokens.add(text.substring(from, i).toLowerCase(Locale.ROOT));
                from = -1;
            }
            i += Character.charCount(c);
        }
        if (from >= 0) {
            tokens.add(text.substring(from).toLowerCase(Locale.ROOT));
        }
        return tokens;
    }

    private static boolean isNumber(int c) {
        int type = Character.getType(c);
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }
}
