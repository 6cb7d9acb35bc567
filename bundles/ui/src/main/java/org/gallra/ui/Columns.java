package org.gallra.ui;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.contributor.ContributorException;
import org.gallra.api.ui.UiColumn;
import org.gallra.api.ui.UiContext;
import org.gallra.ui.Offered.Shown;
import org.gallra.ui.Parts.Column;
import org.jspecify.annotations.Nullable;

/** Fills the columns that bundles add to a list; one that fails is named, and the list stays whole. */
final class Columns {

    private static final int LONGEST_CELL = 200;

    private Columns() {}

    /** Returns those columns that are wanted, in their order, filled for these rows; of two with the same id the first one. */
    static List<Column> filled(
            List<Shown<UiColumn>> columns, List<UUID> rows, UiContext context, Collection<String> wanted) {
        List<Column> filled = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Shown<UiColumn> shown : columns) {
            Text title = shown.facts().title();
            String id = shown.facts().detail();
            if (!wanted.contains(id)) {
                continue;
            }
            try {
                if (!ids.add(id)) {
                    throw shown.part().wrong("id of another column");
                }
                filled.add(shown.part().ask(column -> {
                    Map<UUID, String> cells = cells(column, rows, context);
                    return cells == null ? null : new Column(title, cells, "", "", id, column.number());
                }));
            } catch (ContributorException e) {
                filled.add(new Column(title, Map.of(), e.bundle(), "", id, false));
            }
        }
        return filled;
    }

    /** Copies the cells on the thread of the call: the map is the column's own. */
    private static @Nullable Map<UUID, String> cells(UiColumn column, List<UUID> rows, UiContext context) {
        Map<UUID, String> given = column.cells(rows, context);
        if (given == null) {
            return null;
        }
        Map<UUID, String> cells = new HashMap<>();
        for (UUID row : rows) {
            String cell = given.get(row);
            if (cell != null) {
                cells.put(row, cell.length() <= LONGEST_CELL ? cell : cell.substring(0, LONGEST_CELL) + "…");
            }
        }
        return cells;
    }
}
