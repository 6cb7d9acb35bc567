package org.gallra.opportunity;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.ui.Markup;
import org.gallra.api.ui.Markup.Choice;
import org.gallra.api.ui.PageAddress;
import org.gallra.api.ui.Sums;
import org.gallra.api.ui.UiContext;
import org.jspecify.annotations.Nullable;

/** Draws a column for each open stage, with what is expected first; a form on each card moves it. */
final class Board {

    private static final int SHOWN = 20;
    private static final List<Choice> STAGES = Arrays.stream(Stage.values())
            .map(s -> new Choice(s.name(), s.label()))
            .toList();

    private final OpportunityService opportunities;
    private final UiContext context;
    private final PageAddress address;
    private final LocalDate today;

    Board(OpportunityService opportunities, UiContext context, PageAddress address, LocalDate today) {
        this.opportunities = opportunities;
        this.context = context;
        this.address = address;
        this.today = today;
    }

    void write(@Nullable String owner, Markup markup) throws IOException {
        Map<Stage, List<Opportunity>> cards = opportunities.board(owner, SHOWN);
        Map<Stage, Sums> sums = opportunities.sums(OpportunitiesPage.query("open", "", owner, null, null, 1));
        long all = sums.values().stream().mapToLong(Sums::number).sum();
        markup.html("<div class=\"board\" id=\"opportunities\">");
        for (Stage stage : Stage.values()) {
            if (!stage.closed()) {
                column(
                        stage,
                        cards.getOrDefault(stage, List.of()),
                        all > opportunities.summed() ? null : sums.getOrDefault(stage, new Sums()),
                        markup);
            }
        }
        markup.html("</div>");
    }

    /** Draws a column; there are no sums if the stages hold more than are added up. */
    private void column(Stage stage, List<Opportunity> cards, @Nullable Sums sums, Markup markup) throws IOException {
        markup.html("<section class=\"board-stage\" data-stage=\"" + stage.name() + "\" aria-labelledby=\"stage-"
                        + stage.name() + "\"><h2 id=\"stage-" + stage.name() + "\"><span>")
                .text(stage.label())
                .html("</span>");
        if (sums != null) {
            markup.html("<span class=\"badge-soft\">")
                    .value(Long.toString(sums.number()))
                    .html("<span class=\"visually-hidden\"> ")
                    .text("affärsmöjligheter", "opportunities")
                    .html("</span></span>");
        }
        markup.html("</h2><p class=\"muted\">");
        if (sums != null) {
            sums.write(markup);
        }
        markup.html("</p>");
        if (cards.isEmpty()) {
            markup.html("<p class=\"muted\">").text("Inga här.", "None here.").html("</p>");
        } else {
            markup.html("<ul class=\"board-cards\">");
            for (Opportunity one : cards) {
                card(one, markup);
            }
            markup.html("</ul>");
        }
        if (sums == null || sums.number() > cards.size()) {
            markup.html("<p class=\"mt-2 mb-0\"><a href=\"")
                    .value(address.with("view", null)
                            .with("stage", stage.name())
                            .toString())
                    .html("\">")
                    .text("Visa alla", "Show all")
                    .html("<span class=\"visually-hidden\">: ")
                    .text(stage.label())
                    .html("</span></a></p>");
        }
        markup.html("</section>");
    }

    private void card(Opportunity one, Markup markup) throws IOException {
        markup.html("<li class=\"board-card\"><h3>");
        OpportunitiesPage.name(one, context.caller().may(Permission.WRITE) ? address.toString() : null, markup);
        markup.html("</h3><p>")
                .about(one.contact(), one.contactName(), one.company(), one.companyName())
                .html("</p><p>");
        if (one.amount() != null) {
            markup.html("<strong>").amount(one.amount(), one.currency()).html("</strong> · ");
        }
        markup.value(one.probability() + " %").html("</p><p class=\"muted\">");
        if (one.owner() != null) {
            markup.value(one.owner()).html(one.expectedOn() == null ? "" : " · ");
        }
        OpportunitiesPage.expected(one, today, markup);
        markup.html("</p>");
        if (context.caller().may(Permission.WRITE)) {
            move(one, markup);
        }
        markup.html("</li>");
    }

    private void move(Opportunity one, Markup markup) throws IOException {
        String id = "to-" + one.id();
        String name = Objects.requireNonNullElse(one.name(), "");
        markup.html("<form id=\"move-" + one.id() + "\" data-said=\"")
                .value(name)
                .text(" flyttad till #.", " moved to #.")
                .html("\" method=\"post\" action=\"/ui/x/org.gallra.opportunity/opportunities/")
                .value(one.id().toString())
                .html("/stage\">")
                .hidden(context, address)
                .hidden("version", Long.toString(one.version()))
                .html("<label class=\"visually-hidden\" for=\"" + id + "\">")
                .text(new Text("Fas för ", "Stage of "))
                .value(name)
                .html("</label>")
                .select(id, "stage", one.stage().name(), STAGES, null)
                .html("<button class=\"btn btn-sm btn-outline-secondary\">")
                .text("Flytta", "Move")
                .html("<span class=\"visually-hidden\"> ")
                .value(name)
                .html("</span></button></form>");
    }
}
