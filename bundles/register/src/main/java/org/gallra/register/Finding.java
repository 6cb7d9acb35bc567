package org.gallra.register;

import java.util.Objects;
import org.gallra.api.Text;

/**
 * Something that keeps a bundle from accounting for its data; says what to do.
 *
 * @param rule what it offends
 * @param sv the text in Swedish
 * @param en the text in English
 */
public record Finding(Rule rule, String sv, String en) {

    /** What a bundle owes when it starts: the first five points of the compliance list, in its order. */
    public enum Rule {
        /** It declares what it holds, or says that it holds nothing. */
        DECLARES,
        /** Every table and column is declared. */
        ACCOUNTS,
        /** Every text is there in both languages. */
        TEXTS,
        /** Every field has a policy for extracts and a strategy, with a ground where it stays or is withheld. */
        POLICIES,
        /** Every link is indexed. */
        INDEXES
    }

    /** Reads what earlier versions kept, too: they knew texts only. */
    public Finding {
        rule = Objects.requireNonNullElse(rule, Rule.DECLARES);
    }

    /** Returns what is shown to people. */
    public Text text() {
        return new Text(sv, en);
    }
}
