package org.gallra.freefield;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Test;

class HtmlFormsTest {

    @Test
    void inputsAreEscapedAndReadBackAsTheyWereShown() throws IOException {
        try (Fixture fixture = new Fixture(Kind.DERBY)) {
            HtmlForms forms = new HtmlForms(fixture.fields);
            fixture.define(fixture.contact, FreeField.Type.TEXT, "<b>Text</b>");
            fixture.define(fixture.contact, FreeField.Type.CURRENCY, "Lön");
            fixture.define(fixture.contact, FreeField.Type.MULTI, "Sport", false, null, List.of("Golf", "Ridning"));
            fixture.define(fixture.contact, FreeField.Type.BOOLEAN, "Aktiv", true, null, List.of());
            StringWriter out = new StringWriter();
            Map<String, Object> values = Map.of("b_text_b", "\"><script>", "sport", List.of("golf"));
            forms.inputs(
                    fixture.contact,
                    "c",
                    values,
                    null,
                    Map.of("freeFields.aktiv", "Fel <här>"),
                    Locale.forLanguageTag("sv"),
                    out);
            assertThat(out.toString())
                    .contains(
                            "value=\"&#34;&gt;&lt;script&gt;\"",
                            "&lt;b&gt;Text",
                            "Fel &lt;här&gt;",
                            "aria-invalid=\"true\"",
                            "value=\"golf\" checked")
                    .doesNotContain("<script>", "<b>");
            Map<String, List<String>> form = new HashMap<>();
            form.put("ff", List.of("b_text_b lon sport"));
            form.put("ff.b_text_b", List.of(" ny "));
            form.put("ff.lon", List.of("12,50"));
            form.put("ff.lon.currency", List.of("EUR"));
            assertThat(forms.read(fixture.contact, form))
                    .as("a box that nobody ticked is none; a field that the form did not show is left alone")
                    .containsOnlyKeys("b_text_b", "lon", "sport")
                    .containsEntry("b_text_b", " ny ")
                    .containsEntry("sport", List.of());
            assertThat(forms.read(fixture.contact, Map.of())).isNull();
            StringWriter details = new StringWriter();
            forms.details(fixture.contact, values, Locale.ENGLISH, details);
            assertThat(details.toString()).contains("Golf").doesNotContain("<script>");
        }
    }
}
