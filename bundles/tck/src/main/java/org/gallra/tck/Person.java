package org.gallra.tck;

import java.util.ArrayList;
import java.util.List;
import org.gallra.api.contact.ContactId;
import org.jspecify.annotations.Nullable;

/** A contact that a check made, with a value of its own in every declared field. */
final class Person {

    final ContactId id;
    final long key;
    final @Nullable Company company;
    final Row card;

    /** The rows of the bundle under test that concern the person, in the order in which they were made. */
    final List<Row> rows = new ArrayList<>();

    Person(ContactId id, long key, @Nullable Company company, Row card) {
        this.id = id;
        this.key = key;
        this.company = company;
        this.card = card;
    }

    /** Returns the values of all rows that concern this person alone. */
    List<Mark> marks() {
        return rows.stream()
                .filter(r -> !r.shared())
                .flatMap(r -> r.marks().stream())
                .toList();
    }
}
