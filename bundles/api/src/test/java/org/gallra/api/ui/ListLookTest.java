package org.gallra.api.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Role;
import org.gallra.api.view.ListViews;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListLookTest {

    private static final List<ListLook.Column> ALL = List.of(
            new ListLook.Column("a", Text.same("<A>")),
            new ListLook.Column("b", Text.same("B")),
            new ListLook.Column("c", Text.same("C")));

    /** Has one view, with which the list opens or not. */
    private record Kept(View view, boolean first, List<String> chosen) implements ListViews {

        @Override
        public List<View> list(String list) {
            return List.of(view);
        }

        @Override
        public Layout layout(String list) {
            return new Layout(chosen, first ? view.id() : null);
        }

        @Override
        public View get(UUID id) {
            return view;
        }

        @Override
        public View create(Draft draft) {
            throw new UnsupportedOperationException();
        }

        @Override
        public View update(UUID id, long version, Draft draft) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(UUID id, long version) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void choose(String list, List<String> columns) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void open(String list, @Nullable UUID view) {
            throw new UnsupportedOperationException();
        }
    }

    private static Kept kept(boolean mine, boolean first, List<String> columns, List<String> chosen) {
        return new Kept(
                new ListViews.View(
                        new UUID(0, 7),
                        3,
                        "acme/visits",
                        "Min <vy>",
                        "ulf",
                        !mine,
                        mine,
                        Map.of("show", "done"),
                        columns,
                        Instant.EPOCH),
                first,
                chosen);
    }

    private static String html(ListLook look, @Nullable ListViews views, PageAddress address, Role role)
            throws IOException {
        StringWriter out = new StringWriter();
        UiContext context = new UiContext(
                null,
                null,
                false,
                new Caller("ulf", role, role.permissions()),
                Locale.forLanguageTag("sv"),
                ZoneId.of("Europe/Stockholm"),
                "secret",
                "/ui/visits");
        look.write(
                views,
                context,
                address,
                null,
                ALL,
                look.shown(List.of("a", "b"), ALL),
                new Markup(out, context.language()));
        return out.toString();
    }

    @Test
    void aViewSaysWhatTheAddressDoesNot() {
        Kept kept = kept(true, false, List.of(), List.of());
        String id = kept.view().id().toString();
        assertThat(ListLook.of(kept, "l", Map.of()).parameters()).isEmpty();
        ListLook look = ListLook.of(kept, "l", Map.of("v", id, "cursor", "c", "show", "open"));
        assertThat(look.parameters()).containsOnly(Map.entry("show", "done"), Map.entry("cursor", "c"));
        assertThat(look.ofView()).isTrue();
        assertThat(look.address(PageAddress.of("/ui/visits")).toString()).isEqualTo("/ui/visits?v=" + id + "&x=1");
        ListLook changed = ListLook.of(kept, "l", Map.of("v", id, "x", "1", "who", "all"));
        assertThat(changed.parameters()).containsOnly(Map.entry("who", "all"));
        assertThat(changed.inView()).isTrue();
        assertThat(ListLook.of(kept, "l", Map.of("v", "nonsense")).inView()).isFalse();
    }

    @Test
    void aListOpensWithTheViewThatWasChosenForIt() {
        Kept kept = kept(true, true, List.of("c"), List.of("b"));
        ListLook look = ListLook.of(kept, "l", Map.of());
        assertThat(look.parameters()).containsEntry("show", "done");
        assertThat(look.shown(List.of("a"), ALL)).as("the view's own").containsExactly("c");
        ListLook without = ListLook.of(kept, "l", Map.of("x", "1"));
        assertThat(without.inView()).isFalse();
        assertThat(without.shown(List.of("a"), ALL)).as("the user's").containsExactly("b");
        assertThat(without.plain("/ui/visits").toString()).isEqualTo("/ui/visits?x=1");
    }

    @Test
    void columnsThatAreGoneAreLeftOut() {
        Kept kept = kept(true, false, List.of(), List.of("gone", "c", "a"));
        assertThat(ListLook.of(kept, "l", Map.of()).shown(List.of("b"), ALL)).containsExactly("c", "a");
        assertThat(ListLook.of(kept(true, false, List.of(), List.of("gone")), "l", Map.of())
                        .shown(List.of("b"), ALL))
                .containsExactly("b");
        assertThat(ListLook.of(null, "l", Map.of("show", "x")).shown(List.of("b"), ALL))
                .containsExactly("b");
    }

    @Test
    void drawsTheMenuOfViewsColumnsAndWhatSavesAView() throws IOException {
        Kept kept = kept(true, true, List.of(), List.of());
        PageAddress address = PageAddress.of("/ui/visits").with("show", "open");
        ListLook look =
                ListLook.of(kept, "acme/visits", Map.of("v", kept.view().id().toString(), "x", "1", "show", "open"));
        String html = html(look, kept, look.address(address), Role.USER);
        assertThat(html)
                .containsSubsequence("<summary", "Vy: ", "Min &lt;vy&gt;", "</summary>", "Utan vy", "Min &lt;vy&gt;")
                .contains("<a aria-current=\"true\"", "(öppnas först)", "&lt;A&gt;")
                .contains("name=\"q.show\" value=\"open\"", "name=\"version\" value=\"3\"", "ändrad")
                .contains("value=\"update\"", "value=\"delete\"", "value=\"create\"")
                .containsSubsequence("value=\"a\" checked", "value=\"b\" checked", "value=\"c\">")
                .doesNotContain("name=\"shared\"", "name=\"q.v\"", "name=\"q.x\"");
        assertThat(html(ListLook.of(kept, "acme/visits", Map.of("show", "open")), kept, address, Role.USER))
                .containsSubsequence("<summary", "Vyer", "</summary>", "<a aria-current=\"true\"", "Utan vy");
        assertThat(html(look, kept, address, Role.SYSTEM_ADMINISTRATOR)).contains("name=\"shared\"");
        Kept others = kept(false, false, List.of(), List.of());
        ListLook shared = ListLook.of(
                others, "acme/visits", Map.of("v", others.view().id().toString()));
        assertThat(html(shared, others, PageAddress.of("/ui/visits").with("show", "done"), Role.USER))
                .contains("value=\"open\"", "delad")
                .doesNotContain("value=\"update\"", "value=\"delete\"", "ändrad");
        assertThat(html(ListLook.of(null, "l", Map.of()), null, address, Role.USER))
                .as("while the bundle is away")
                .isEmpty();
    }
}
