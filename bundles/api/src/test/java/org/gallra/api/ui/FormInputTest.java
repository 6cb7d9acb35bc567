package org.gallra.api.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormInputTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ui/",
                "/ui/contacts/0b5d3c2e-3a5b-4f3e-9e54-0d7a8a6f1b11",
                "/ui/x/acme/page.1",
                "/ui/settings/org.gallra.activity/activities?who=all",
                "/ui/settings/acme/visits?cursor=Y3JlYXRl_ZA-&who=all&x="
            })
    void goesBackToOurPages(String path) {
        assertThat(FormInput.back(path, "activities")).hasToString(path + "#activities");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "//evil.example.com",
                "/ui//evil.example.com",
                "https://evil.example.com/ui/",
                "/ui/../api",
                "/ui/\\evil",
                "/ui/a\r\nSet-Cookie: x",
                "/ui/a?b",
                "/ui/a?b=c#d",
                "/ui/a?b=//evil.example.com",
                "/ui/a?b=c&d",
                "/ui/a?b=c\r\nSet-Cookie: x",
                "/uix",
                "/api/v1/session",
                "javascript:alert(1)"
            })
    void goesNowhereElse(String path) {
        assertThatThrownBy(() -> FormInput.back(path, "activities")).isInstanceOf(GallraException.class);
    }

    @Test
    void aListIsToldWhatCameOfItsForm() {
        assertThat(FormInput.unlessStale("/ui/a?who=all", "list", () -> {}))
                .hasToString("/ui/a?who=all&done=saved#list");
        assertThat(FormInput.unlessStale("/ui/a", "list", () -> {
                    throw new GallraException(GallraException.Code.STALE, Text.same("x"));
                }))
                .hasToString("/ui/a?done=stale#list");
        assertThatThrownBy(() -> FormInput.unlessStale("/ui/a", "list", () -> {
                    throw new GallraException(GallraException.Code.CONFLICT, Text.same("x"));
                }))
                .isInstanceOf(GallraException.class);
        assertThatThrownBy(() -> FormInput.unlessStale("//evil", "list", () -> {
                    throw new AssertionError("done before the address was checked");
                }))
                .isInstanceOf(GallraException.class);
    }
}
