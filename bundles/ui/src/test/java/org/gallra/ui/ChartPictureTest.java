package org.gallra.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.gallra.api.Text;
import org.gallra.api.statistic.StatisticService.Answer;
import org.gallra.api.statistic.StatisticService.Dimension;
import org.gallra.api.statistic.StatisticService.DimensionKind;
import org.gallra.api.statistic.StatisticService.Line;
import org.gallra.api.statistic.StatisticService.Report;
import org.gallra.api.statistic.StatisticService.Total;
import org.gallra.api.statistic.StatisticService.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Charts as pictures: well-formed whatever the values are called, and complete by themselves. */
class ChartPictureTest {

    private static final String HOSTILE = "<b>&\"'\u0000\uffff å";

    private static Line line(@Nullable Long rows, String... values) {
        return new Line(
                List.of(values).stream()
                        .map(v -> new Value(v, Text.same(v.isBlank() ? "-" : v)))
                        .toList(),
                rows,
                null);
    }

    private static Document drawn(List<Dimension> dimensions, List<Line> lines) throws Exception {
        Answer answer = new Answer(
                new Report("a.b.c", Text.same(HOSTILE), Text.same("Rader"), "org.acme", dimensions, false),
                lines,
                List.of(new Total(null, 12, 0, null)),
                false,
                Instant.EPOCH);
        Figures figures = Figures.of(answer, false);
        Shell shell = new Shell(
                Messages.of(Locale.forLanguageTag("sv")),
                null,
                "",
                "/ui/statistics",
                "v",
                () -> 0,
                (menu, caller) -> List.of(),
                (path, caller) -> "/ui/help",
                null,
                null,
                "");
        String picture = ChartPicture.of(
                shell, HOSTILE, "Antal", figures, figures.charts().get(0));
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8)));
    }

    private static int bars(Document picture) {
        NodeList all = picture.getElementsByTagName("rect");
        int bars = 0;
        for (int i = 0; i < all.getLength(); i++) {
            bars += all.item(i).getTextContent().isEmpty() ? 0 : 1;
        }
        return bars;
    }

    @Test
    void groupsLieBesideTheirNames() throws Exception {
        Document picture = drawn(
                List.of(new Dimension(Text.same("Fas"), DimensionKind.VALUE)),
                List.of(line(9L, HOSTILE), line(3L, "B"), line(null, "C")));
        assertThat(bars(picture)).isEqualTo(2);
        assertThat(picture.getDocumentElement().getTextContent())
                .contains("<b>&\"'")
                .contains("Antal", "<5");
    }

    @Test
    void monthsStandInTheirOrder() throws Exception {
        Document picture = drawn(
                List.of(
                        new Dimension(Text.same("Månad"), DimensionKind.MONTH),
                        new Dimension(Text.same("Vem"), DimensionKind.VALUE)),
                List.of(line(4L, "2026-01", "anna"), line(2L, "2026-03", "bo")));
        assertThat(bars(picture)).isEqualTo(2);
        assertThat(picture.getDocumentElement().getTextContent()).contains("anna", "bo", "2026");
        assertThat(new BigDecimal(picture.getDocumentElement().getAttribute("width")))
                .isGreaterThan(BigDecimal.TEN);
    }
}
