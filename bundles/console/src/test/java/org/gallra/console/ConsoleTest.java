package org.gallra.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleTest {

    @Test
    void whatBundlesSayIsTextWhateverItIs() {
        Html html = new Html(Locale.ENGLISH, "/r").cell("<script>").form("t", Map.of("n", "'><b>"));
        html.text(new Text("å", "a & b"));
        assertThat(html.toString()).contains("&lt;script&gt;", "a &amp; b").doesNotContain("<script>", "<b>");
    }

    @Test
    void anUploadWaitsForAnHourAndIsFoundByItsKeyOnly(@TempDir Path place) throws IOException {
        Uploads uploads = new Uploads(place.resolve("uploads"));
        String key = uploads.keep(new ByteArrayInputStream(new byte[] {1, 2, 3}));
        assertThat(Files.readAllBytes(uploads.get(key))).containsExactly(1, 2, 3);
        for (String other : new String[] {"", "../x", "0".repeat(32), key + "0"}) {
            assertThatThrownBy(() -> uploads.get(other)).isInstanceOf(GallraException.class);
        }
        Files.setLastModifiedTime(uploads.get(key), FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));
        String next = uploads.keep(new ByteArrayInputStream(new byte[0]));
        assertThatThrownBy(() -> uploads.get(key)).isInstanceOf(GallraException.class);
        uploads.drop(next);
        assertThat(place.resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void aNoticeIsToldOnce() {
        Notices notices = new Notices();
        String key = notices.keep(new Text("Nej", "No"));
        assertThat(notices.take(key)).isEqualTo(new Text("Nej", "No"));
        assertThat(notices.take(key)).isNull();
        assertThat(notices.take(null)).isNull();
    }
}
