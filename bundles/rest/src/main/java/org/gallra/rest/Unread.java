package org.gallra.rest;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * A response that ends quietly once nobody reads it any more: whoever types on leaves the answer to what was typed before, and whoever closes a
 * page leaves its download. That is no error, and Jersey would note it as one. All other failures go on to where they are noted.
 */
final class Unread extends HttpServletResponseWrapper {

    private @Nullable ServletOutputStream stream;

    Unread(HttpServletResponse response) {
        super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        ServletOutputStream known = stream;
        if (known == null) {
            known = new Stream(super.getOutputStream());
            stream = known;
        }
        return known;
    }

    private interface Step {
        void run() throws IOException;
    }

    private static final class Stream extends ServletOutputStream {

        private final ServletOutputStream out;
        private volatile boolean gone;

        Stream(ServletOutputStream out) {
            this.out = out;
        }

        private void unlessGone(Step step) throws IOException {
            if (gone) {
                return;
            }
            try {
                step.run();
            } catch (EOFException | ClosedChannelException e) {
                gone = true;
            }
        }

        @Override
        public void write(int one) throws IOException {
            unlessGone(() -> out.write(one));
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            unlessGone(() -> out.write(bytes, from, length));
        }

        @Override
        public void flush() throws IOException {
            unlessGone(out::flush);
        }

        @Override
        public void close() throws IOException {
            unlessGone(out::close);
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}
