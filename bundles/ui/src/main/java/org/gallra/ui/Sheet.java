package org.gallra.ui;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;

/** Takes the markup of one panel, and no more than a page can bear. */
final class Sheet extends Writer {

    private static final int MOST = 512 * 1024;

    private final StringWriter text = new StringWriter();

    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
        if (text.getBuffer().length() + length > MOST) {
            throw new IOException("More than " + MOST + " characters");
        }
        text.write(buffer, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return text.toString();
    }
}
