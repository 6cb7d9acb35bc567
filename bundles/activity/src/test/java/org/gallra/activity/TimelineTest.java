package org.gallra.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gallra.api.access.Role;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.ui.UiContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {

    private static final String NASTY = "\"><script>alert('1')</script>&amp;' onclick=x ";

    private static String html(Fixture fixture, boolean company, boolean anonymized, String language)
            throws IOException {
        StringWriter out = new StringWriter();
        new Timeline(fixture.activities)
                .render(
                        new UiContext(
                                company ? null : fixture.contact,
                                company ? fixture.company : null,
                                anonymized,
                                fixture.caller(),
                                Locale.forLanguageTag(language),
                                ZoneId.of("Europe/Stockholm"),
                                "s\"<",
                                "/ui/contacts/" + fixture.contact),
                        out);
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void escapesEveryValue(boolean company) throws IOException {
        try (Fixture fixture = new Fixture(Kind.DERBY)) {
            fixture.activities.create(new ActivityDraft(
                    ActivityType.TASK,
                    fixture.contact,
                    null,
                    NASTY,
                    NASTY + "\n" + NASTY,
                    NASTY,
                    NASTY,
                    Instant.parse("2026-01-31T10:00:00Z"),
                    null,
                    null));
            String html = html(fixture, company, false, "sv");
            assertThat(html)
                    .contains("&#34;&gt;&lt;script&gt;")
                    .contains("2026-01-31 11:00")
                    .contains("Försenad");
            assertThat(html).doesNotContain("<script").doesNotContain("s\"<");
            Matcher tag =
                    Pattern.compile("<[a-z]+((?: [a-z-]+(?:=\"[^\"<>]*\")?)*)>").matcher(html);
            int tags = 0;
            while (tag.find()) {
                tags++;
                assertThat(tag.group(1)).doesNotContain(" style=").doesNotContain(" on");
            }
            assertThat(html.replaceAll("</[a-z]+>", "").split("<", -1).length - 1)
                    .as("every tag is well formed")
                    .isEqualTo(tags)
                    .isGreaterThan(20);
            assertThat(html.contains("&lt;Ek&gt;"))
                    .as("the contact's name on a company card")
                    .isEqualTo(company);
        }
    }

    @Test
    void offersFormsOnlyToThoseWhoMayWrite() throws IOException {
        try (Fixture fixture = new Fixture(Kind.DERBY)) {
            fixture.activities.create(fixture.call("Hej"));
            assertThat(html(fixture, false, false, "en")).contains("id=\"new-activity\"", "/done\"", ">Done<");
            assertThat(html(fixture, false, true, "en")).doesNotContain("<form");
            fixture.role = Role.READER;
            assertThat(html(fixture, false, false, "en")).contains("Hej").doesNotContain("<form");
        }
    }

    @Test
    void showsWhatAnAnonymizationLeaves() throws IOException {
        try (Fixture fixture = new Fixture(Kind.DERBY)) {
            assertThat(html(fixture, false, false, "sv")).contains("Inga aktiviteter ännu.");
            fixture.activities.create(fixture.call("Hej"));
            fixture.execute("UPDATE activity SET subject = NULL");
            assertThat(html(fixture, false, true, "sv")).contains("(ämnet är borttaget)", "Samtal");
        }
    }
}
