package org.gallra.ledger;

import org.gallra.api.Text;

/** The ledger is not what it has to be: the text says where and what to do. */
final class BrokenException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Text text;

    BrokenException(Text text) {
        super(text.en());
        this.text = text;
    }

    Text text() {
        return text;
    }
}
