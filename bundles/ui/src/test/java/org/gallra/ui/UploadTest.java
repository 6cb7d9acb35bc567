package org.gallra.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.gallra.api.GallraException;
import org.junit.jupiter.api.Test;

class UploadTest {

    private static final String FILE =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../etc/a.csv.exe\"\r\n"
                    + "Content-Type: application/x-sh\r\n\r\nNamn\r\nAda\r\n";

    private static final String SECRET = "--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\nsecret\r\n";

    private static Upload read(String body) throws IOException {
        return Upload.read(
                "multipart/form-data; boundary=b",
                new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String content(Upload upload) throws IOException {
        return new String(upload.content().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aFileAndTheSecretOfTheForm() throws IOException {
        Upload upload = read(SECRET + FILE + "--b--\r\n");
        assertThat(upload.csrf()).isEqualTo("secret");
        assertThat(content(upload)).isEqualTo("Namn\r\nAda");
    }

    /** Each of them is looked at once, however many there are. */
    @Test
    void boundariesByTheThousandAreNoFiles() throws IOException {
        Upload upload = read("--b".repeat(200_000) + "\r\n" + SECRET + FILE + "--b--\r\n");
        assertThat(upload.csrf()).isEqualTo("secret");
        assertThat(content(upload)).isEqualTo("Namn\r\nAda");
    }

    @Test
    void whatEndsEarlyIsNoFile() throws IOException {
        assertThat(content(read("--b\r\nContent-Disposition: form-data; filename=\"a\"")))
                .isEmpty();
        assertThat(content(read(FILE))).as("no last boundary").isEmpty();
        assertThat(content(read(""))).isEmpty();
    }

    @Test
    void whatIsNoFormIsRefused() {
        for (String type :
                new String[] {null, "", "text/csv", "multipart/form-data", "multipart/form-data; boundary="}) {
            assertThatThrownBy(() -> Upload.read(type, new ByteArrayInputStream(new byte[0])))
                    .as(type)
                    .isInstanceOf(GallraException.class);
        }
    }
}
