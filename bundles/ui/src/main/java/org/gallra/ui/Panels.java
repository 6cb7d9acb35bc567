package org.gallra.ui;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gallra.api.Text;
import org.gallra.api.contributor.ContributorCalls.Begun;
import org.gallra.api.contributor.ContributorException;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.gallra.ui.Parts.Panel;

/** Draws the panels of one page, some of them beside each other (ADR-0068). Used by one thread. */
final class Panels {

    /** So many panels are drawn at a time: each has a connection to the database in its hand, which others may be waiting for. */
    private static final int BESIDE = 4;

    /** They share the cores: each has as much longer, and the page waits no longer than for one behind the other. */
    private static final Duration BUDGET = Part.BUDGET.multipliedBy(BESIDE);

    /** A panel that shall be drawn. */
    private record Wanted(UiPanel.Slot slot, Text title, Part<UiPanel> part) {

        Begun<String> begin(UiContext context) {
            return part.begin(BUDGET, panel -> {
                Sheet sheet = new Sheet();
                panel.render(context, sheet);
                return sheet.toString();
            });
        }
    }

    private final UiContext context;
    private final List<Wanted> wanted = new ArrayList<>();

    Panels(UiContext context) {
        this.context = context;
    }

    /** Adds a panel behind the others. */
    void add(UiPanel.Slot slot, Text title, Part<UiPanel> part) {
        wanted.add(new Wanted(slot, title, part));
    }

    /** Returns what was drawn, by slot in the order in which it was added; panels that have nothing to say are left out. */
    Map<UiPanel.Slot, List<Panel>> draw() {
        Map<UiPanel.Slot, List<Panel>> drawn = new EnumMap<>(UiPanel.Slot.class);
        List<Begun<String>> begun = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            while (begun.size() < Math.min(wanted.size(), i + BESIDE)) {
                begun.add(wanted.get(begun.size()).begin(context));
            }
            Wanted one = wanted.get(i);
            Panel panel = panel(one.title(), begun.get(i));
            if (panel.shown()) {
                drawn.computeIfAbsent(one.slot(), slot -> new ArrayList<>()).add(panel);
            }
        }
        return drawn;
    }

    private static Panel panel(Text title, Begun<String> call) {
        try {
            return Panel.of(title, call.end());
        } catch (ContributorException e) {
            return Panel.failed(title, e.bundle());
        }
    }
}
