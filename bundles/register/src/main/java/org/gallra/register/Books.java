package org.gallra.register;

import org.gallra.api.audit.AuditLog;
import org.gallra.api.contact.ContactRestrictions;
import org.gallra.api.ledger.ErasureLedger;
import org.gallra.api.suppression.SuppressionList;

/**
 * What is written down of an act beside what it changes, and who looks for what it has left.
 *
 * @param ledger the batches and receipts
 * @param list how erased people are recognized
 * @param audit who ordered and began it
 * @param restrictions who waits for it
 * @param probes the search for residue
 */
record Books(
        ErasureLedger ledger, SuppressionList list, AuditLog audit, ContactRestrictions restrictions, Probes probes) {

    /** Throws, with the reason in words, if the ledger or the list cannot be written: then nothing is erased. */
    void requireReady() {
        ledger.requireReady();
        list.requireReady();
    }
}
