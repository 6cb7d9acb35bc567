package org.gallra.audit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gallra.api.Text;
import org.gallra.api.audit.AuditAct;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people call the acts, remembered so that entries can be read when their bundle is gone. Thread-safe. */
final class Words {

    private static final Logger LOG = LoggerFactory.getLogger(Words.class);

    private final Database database;
    private final Map<String, Text> known = new ConcurrentHashMap<>();

    Words(Database database) {
        this.database = database;
        known.putAll(database.read(AuditStore::words));
    }

    /** Takes note of an act's words, in a transaction of its own since they are no part of what is done. */
    void learn(AuditAct act) {
        Text label = act.label();
        if (!label.equals(known.get(act.code()))) {
            note(act, label);
        }
    }

    /** One at a time: two who meet an act first at the same moment would both write it, and one be refused. */
    private synchronized void note(AuditAct act, Text label) {
        if (label.equals(known.get(act.code()))) {
            return;
        }
        try {
            database.inNewTransaction(connection -> {
                AuditStore.word(connection, act.code(), label);
                return true;
            });
        } catch (StorageException e) {
            LOG.debug("The words of {} were not noted now; another node may have been faster", act.code());
        }
        known.put(act.code(), label);
    }

    /** Returns what people call an act; its code if nobody said. */
    Text of(String code) {
        Text label = known.get(code);
        if (label == null) {
            known.putAll(database.read(AuditStore::words)); // another node may have met it
            label = known.get(code);
        }
        return label == null ? Text.same(code) : label;
    }

    /** Returns the words of all acts, by code. */
    Map<String, Text> all() {
        return Map.copyOf(known);
    }
}
