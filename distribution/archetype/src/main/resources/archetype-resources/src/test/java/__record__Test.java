#set( $lower = $record.toLowerCase() )
package ${package};

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.gallra.api.GallraException;
import org.gallra.api.contact.ContactId;
import org.junit.jupiter.api.Test;

/** What is refused, and whether the declaration has its texts. */
class ${record}Test {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 17);

    @Test
    void whatIsMissingOrInTheFutureIsNamed() {
        GallraException refused = catchThrowableOfType(
                GallraException.class,
                () -> new ${record}Service.Draft(null, " ", null, TODAY.plusDays(2), null).clean(TODAY));
        assertThat(refused.violations())
                .extracting(GallraException.Violation::field)
                .containsExactlyInAnyOrder("contact", "subject", "happenedOn");
    }

    @Test
    void textsAreTrimmed() {
        ContactId contact = new ContactId(UUID.randomUUID());
        assertThat(new ${record}Service.Draft(contact, " x ", " ", TODAY, null).clean(TODAY))
                .isEqualTo(new ${record}Service.Draft(contact, "x", null, TODAY, null));
    }

    @Test
    void theDeclarationIsWrittenAndHasEveryText() throws IOException {
        String json = text("META-INF/gallra/personal-data.json");
        assertThat(json).contains("${vendor}.${lower}");
        TreeSet<String> keys = new TreeSet<>();
        Pattern.compile("\"%([A-Za-z0-9.]+)\"").matcher(json).results().forEach(m -> keys.add(m.group(1)));
        keys.add("bundle");
        for (String language : new String[] {"sv", "en"}) {
            Properties texts = new Properties();
            try (var in = new InputStreamReader(
                    open("OSGI-INF/l10n/bundle_" + language + ".properties"), StandardCharsets.UTF_8)) {
                texts.load(in);
            }
            assertThat(texts.stringPropertyNames()).as(language).containsAll(keys);
        }
    }

    private static String text(String path) throws IOException {
        try (InputStream in = open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(String path) {
        return Objects.requireNonNull(${record}Test.class.getResourceAsStream("/" + path), path);
    }
}
