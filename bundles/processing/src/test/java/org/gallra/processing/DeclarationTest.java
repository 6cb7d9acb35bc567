package org.gallra.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.gallra.testing.Declaration;
import org.junit.jupiter.api.Test;

/** What the core does at run time, at build time: the declaration covers the tables and has its texts. */
class DeclarationTest {

    @Test
    void namesEveryColumn() throws IOException {
        Declaration declaration = Declaration.of(ControllerEntity.class);
        assertThat(declaration.columnsOf(List.of("db/processing/changelog.xml"), "PROCESSING_CONTROLLER"))
                .hasSizeGreaterThan(10)
                .isEqualTo(declaration.columns());
    }

    @Test
    void hasEveryText() throws IOException {
        Declaration declaration = Declaration.of(ControllerEntity.class);
        assertThat(declaration.keys()).hasSizeGreaterThan(10);
        for (String language : List.of("sv", "en")) {
            assertThat(declaration.keys(language)).as(language).isEqualTo(declaration.keys());
        }
    }
}
