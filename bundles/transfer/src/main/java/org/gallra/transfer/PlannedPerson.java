package org.gallra.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import org.gallra.api.Text;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactDraft;
import org.gallra.api.transfer.ImportService.Outcome;
import org.jspecify.annotations.Nullable;

/** One person of a file, from all rows that are about the same one. */
final class PlannedPerson {

    final String nameKey;
    final @Nullable PlannedCompany company;

    /** The rows, by index; the first one tells the outcome, the others are duplicates. */
    final List<Integer> rows = new ArrayList<>();

    /** The values of the file; after planning the values to be written, without the company. */
    ContactDraft draft;

    /** The contact that is there already, or null. */
    @Nullable
    Contact existing;

    Outcome outcome = Outcome.NEW;

    /** Whether the address or a number is that of somebody who was erased. */
    boolean erased;

    List<Text> changes = List.of();

    PlannedPerson(ContactDraft draft, String nameKey, @Nullable PlannedCompany company) {
        this.draft = draft;
        this.nameKey = nameKey;
        this.company = company;
    }

    /** Tells whether there is something to be written. */
    boolean written() {
        return outcome == Outcome.NEW || outcome == Outcome.CHANGED;
    }

    String email() {
        return key(draft.email());
    }

    static String key(@Nullable String email) {
        return email == null ? "" : email.strip().toLowerCase(Locale.ROOT);
    }

    /** Tells whether both have a number in common. */
    static boolean samePhone(ContactDraft one, ContactDraft other) {
        TreeSet<String> numbers = numbers(one);
        numbers.retainAll(numbers(other));
        return !numbers.isEmpty();
    }

    /** Tells whether both have numbers, and none in common. */
    static boolean otherPhone(ContactDraft one, ContactDraft other) {
        return !numbers(one).isEmpty() && !numbers(other).isEmpty() && !samePhone(one, other);
    }

    private static TreeSet<String> numbers(ContactDraft draft) {
        TreeSet<String> numbers = new TreeSet<>();
        for (String number : new String[] {
            Objects.requireNonNullElse(draft.mobile(), ""), Objects.requireNonNullElse(draft.phone(), "")
        }) {
            if (!number.isBlank()) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** Tells whether both have an address and the addresses differ. */
    static boolean otherEmail(ContactDraft one, ContactDraft other) {
        String left = key(one.email());
        String right = key(other.email());
        return !left.isEmpty() && !right.isEmpty() && !left.equals(right);
    }

    /** Tells whether two people of the same address can be one: their names share a word. */
    static boolean compatible(String oneKey, String otherKey) {
        List<String> words = List.of(oneKey.split("[ \u0001]+", -1));
        for (String word : otherKey.split("[ \u0001]+", -1)) {
            if (words.contains(word)) {
                return true;
            }
        }
        return oneKey.isEmpty() || otherKey.isEmpty();
    }
}
