package org.gallra.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.gallra.api.GallraException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetTest {

    @Test
    void leadsBackToTheRow() {
        UUID last = UUID.randomUUID();
        String cursor = Keyset.write("NAME+", last);
        assertThat(cursor).matches("[A-Za-z0-9_-]+");
        assertThat(Keyset.read("NAME+", cursor)).isEqualTo(last);
        assertThatThrownBy(() -> Keyset.read("NAME-", cursor)).isInstanceOf(GallraException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zz", "åäö", "TkFNRSs6", "%00"})
    void refusesWhatIsNoCursor(String cursor) {
        assertThatThrownBy(() -> Keyset.read("NAME+", cursor)).isInstanceOf(GallraException.class);
    }

    @Test
    void limitsPages() {
        assertThat(Keyset.limit(1)).isEqualTo(1);
        assertThat(Keyset.limit(200)).isEqualTo(200);
        assertThatThrownBy(() -> Keyset.limit(0)).isInstanceOf(GallraException.class);
        assertThatThrownBy(() -> Keyset.limit(201)).isInstanceOf(GallraException.class);
    }
}
