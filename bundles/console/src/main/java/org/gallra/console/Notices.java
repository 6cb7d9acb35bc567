package org.gallra.console;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;

/** What a form is answered, until the page that tells it has been fetched: no address carries a text. Thread-safe. */
final class Notices {

    private static final int MOST = 50;

    private final Map<String, Text> kept = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Text> eldest) {
            return size() > MOST;
        }
    };

    /** Keeps a text and returns its key. */
    synchronized String keep(Text text) {
        String key = UUID.randomUUID().toString();
        kept.put(key, text);
        return key;
    }

    /** Returns the text of a key once; null if there is none. */
    synchronized @Nullable Text take(@Nullable String key) {
        return key == null ? null : kept.remove(key);
    }
}
