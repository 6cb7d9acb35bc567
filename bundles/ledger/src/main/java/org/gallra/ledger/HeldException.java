package org.gallra.ledger;

import java.io.IOException;

/** Another process has the files of the ledger in its hand and does not let go. */
final class HeldException extends IOException {

    private static final long serialVersionUID = 1;

    HeldException() {
        super("held by another process");
    }
}
