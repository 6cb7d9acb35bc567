package org.gallra.ui;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What is fetched when it is read first: a large form is not held while others are worked on. */
final class Later extends InputStream {

    private final Source source;

    @Nullable
    private InputStream fetched;

    /** Where it comes from. */
    interface Source {
        InputStream fetch() throws IOException;
    }

    Later(Source source) {
        this.source = source;
    }

    private InputStream fetched() throws IOException {
        InputStream now = fetched;
        if (now == null) {
            now = source.fetch();
            fetched = now;
        }
        return now;
    }

    @Override
    public int read() throws IOException {
        return fetched().read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return fetched().read(buffer, offset, length);
    }
}
