package org.gallra.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnreadTest {

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private @Nullable IOException failure;
    private int calls;

    @Test
    void whatNobodyReadsAnyMoreIsDroppedQuietly() throws IOException {
        ServletOutputStream out = new Unread(response()).getOutputStream();
        out.write("hej".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        failure = new EOFException("gone");
        out.flush();
        int before = calls;
        out.write(1);
        out.flush();
        out.close();
        assertThat(calls).as("not asked again").isEqualTo(before);
        assertThat(sent).hasToString("hej");
    }

    @Test
    void everyOtherFailureGoesOn() throws IOException {
        ServletOutputStream out = new Unread(response()).getOutputStream();
        failure = new IOException("disk full");
        assertThatThrownBy(() -> out.write(1)).isSameAs(failure);
        failure = null;
        out.write('a');
        assertThat(sent).hasToString("a");
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                UnreadTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (p, m, a) -> new Stream());
    }

    private final class Stream extends ServletOutputStream {

        @Override
        public void write(int one) throws IOException {
            fail();
            sent.write(one);
        }

        @Override
        public void flush() throws IOException {
            fail();
        }

        private void fail() throws IOException {
            calls++;
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}
    }
}
