package org.gallra.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.gallra.api.Text;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Permission;
import org.gallra.api.access.Role;
import org.gallra.api.contributor.ContributorException;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiHelp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Chapters of bundles in the guide: those that are whole, and those that fail. */
class GuideTest {

    private final FakeCalls calls = new FakeCalls();
    private final Guide guide = new Guide(calls);

    @AfterEach
    void stop() {
        calls.close();
    }

    private static UiContext as(Role role, String language) {
        return new UiContext(
                null,
                null,
                false,
                new Caller("u", role, role.permissions()),
                Locale.forLanguageTag(language),
                Shell.ZONE,
                "secret",
                "/ui/help");
    }

    private record Added(
            String chapter,
            int rank,
            Permission permission,
            Set<String> pages,
            @Nullable String markup) implements UiHelp {

        @Override
        public Text title() {
            return new Text("Evenemang", "Events");
        }

        @Override
        public void render(UiContext context, Writer out) throws IOException {
            if (markup == null) {
                throw new IOException("no file");
            }
            out.write(markup);
        }

        @Override
        public InputStream file(String name, Locale language) {
            return new ByteArrayInputStream(new byte[] {7});
        }
    }

    private void add(long id, UiHelp chapter) {
        guide.addChapter(chapter, FakeCalls.properties(id, 7));
    }

    @Test
    void aChapterOfABundleStandsAmongTheOthersAndIsFound() {
        add(1, new Added("events", 1, Permission.READ, Set.of(), "<p>Mässor</p><h2>Kvitton</h2><p>Anmälan</p>"));
        UiContext user = as(Role.USER, "sv");
        List<Guide.Group> contents = guide.contents(user);
        assertThat(contents).extracting(Guide.Group::part).endsWith(UiHelp.Part.ADD_ONS);
        assertThat(contents.get(3).entries())
                .extracting(Guide.Entry::href, Guide.Entry::title)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("/ui/help/acme.b7/events", "Evenemang"));
        assertThat(guide.search("MASSOR", user))
                .extracting(Chapter.Hit::href)
                .containsExactly("/ui/help/acme.b7/events");
        assertThat(Objects.requireNonNull(guide.chapter("acme.b7", "events", user))
                        .markup())
                .contains("<h2 id=\"s1\">");
        assertThat(guide.picture("acme.b7", "events", "a.webp", user)).hasSize(1);
        assertThat(guide.picture("acme.b7", "other", "a.webp", user)).isEmpty();
        guide.removeChapter(new Added("", 0, Permission.READ, Set.of(), ""), FakeCalls.properties(1, 7));
        assertThat(guide.contents(user)).hasSize(3);
        assertThat(guide.chapter("acme.b7", "events", user)).isNull();
    }

    @Test
    void thePagesOfABundleLeadToItsChapters() {
        add(1, new Added("all", 1, Permission.READ, Set.of(), ""));
        add(2, new Added("fairs", 1, Permission.READ, Set.of("fairs"), ""));
        add(3, new Added("secret", 1, Permission.ADMINISTER, Set.of("secret"), ""));
        Caller user = as(Role.USER, "sv").caller();
        assertThat(guide.of("/ui/settings/acme.b7/fairs", user)).isEqualTo("/ui/help/acme.b7/fairs");
        assertThat(guide.of("/ui/records/acme.b7/fairs/1", user)).isEqualTo("/ui/help/acme.b7/fairs");
        assertThat(guide.of("/ui/settings/acme.b7/other", user)).isEqualTo("/ui/help/acme.b7/all");
        assertThat(guide.of("/ui/settings/acme.b7/secret", user)).isEqualTo("/ui/help/acme.b7/all");
        assertThat(guide.of("/ui/settings/acme.b8/fairs", user)).isEqualTo("/ui/help/start");
        assertThat(guide.of("/ui/contacts", user)).isEqualTo("/ui/help/contacts");
    }

    @Test
    void aChapterThatFailsIsNamedAndHindersNoSearch() {
        add(1, new Added("broken", 1, Permission.READ, Set.of(), null));
        add(2, new Added("No Name!", 1, Permission.READ, Set.of(), "soptunna"));
        UiContext user = as(Role.USER, "en");
        assertThat(guide.search("trash can", user)).isNotEmpty().allSatisfy(hit -> assertThat(hit.href())
                .doesNotContain("acme"));
        assertThatThrownBy(() -> guide.chapter("acme.b7", "broken", user)).isInstanceOf(ContributorException.class);
        assertThat(calls.troubles()).isNotEmpty();
    }

    @Test
    void theNearestChapterComesFirst() {
        UiContext user = as(Role.READER, "sv");
        assertThat(guide.search("radering", user).get(0).href()).isEqualTo("/ui/help/delete");
        assertThat(guide.search("registerutdrag", user).get(0).href()).isEqualTo("/ui/help/extract");
        assertThat(guide.search("legal holds", as(Role.READER, "en")).get(0).href())
                .isEqualTo("/ui/help/holds");
        assertThat(guide.search("xyzzy", user)).isEmpty();
        assertThat(guide.search(" ?! ", user)).isEmpty();
    }
}
