package org.gallra.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.gallra.api.audit.AuditKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a receiver of the copy gets, and that nothing waits for one that is away. */
@Timeout(60)
class SyslogTest {

    private static final Stored ENTRY = new Stored(
            1,
            UUID.fromString("8b9bb35e-6c43-4f16-9c2c-1ff0a3b0a8a1"),
            Instant.parse("2026-11-29T12:00:00.123456Z"),
            "anna",
            "hold.placed",
            AuditKind.HOLD,
            "hold",
            "4f2a",
            "contacts=1",
            "ground",
            7L,
            "ab");

    private static final String TEXT =
            " gallra - HOLD [audit@32473 number=\"7\" id=\"8b9bb35e-6c43-4f16-9c2c-1ff0a3b0a8a1\""
                    + " user=\"anna\" act=\"hold.placed\" type=\"hold\" record=\"4f2a\" counts=\"contacts=1\" details=\"ground\""
                    + " hash=\"ab\"] hold.placed";

    @Test
    void datagrams() throws Exception {
        try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Syslog syslog =
                    new Syslog(InetAddress.getLoopbackAddress().getHostAddress(), receiver.getLocalPort(), false);
            syslog.send(List.of(ENTRY));
            DatagramPacket packet = new DatagramPacket(new byte[9_000], 9_000);
            receiver.receive(packet);
            syslog.stop();
            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
                    .startsWith("<109>1 2026-11-29T12:00:00.123456Z ")
                    .endsWith(TEXT);
        }
    }

    @Test
    void aStreamWithCounts() throws Exception {
        try (ServerSocket receiver = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Syslog syslog =
                    new Syslog(InetAddress.getLoopbackAddress().getHostAddress(), receiver.getLocalPort(), true);
            syslog.send(List.of(ENTRY));
            try (Socket connection = receiver.accept()) {
                String text = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                String message = text.substring(text.indexOf(' ') + 1);
                assertThat(text).startsWith(message.getBytes(StandardCharsets.UTF_8).length + " <109>1 ");
                assertThat(message).endsWith(TEXT);
            }
            syslog.stop();
        }
    }

    @Test
    void nobodyWaitsForOneThatIsAway() throws Exception {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        Syslog syslog = new Syslog(InetAddress.getLoopbackAddress().getHostAddress(), port, true);
        long begin = System.nanoTime();
        syslog.send(Collections.nCopies(50_000, ENTRY));
        assertThat(System.nanoTime() - begin).isLessThan(10_000_000_000L);
        syslog.stop();
    }
}
