package org.gallra.transfer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gallra.api.Text;
import org.gallra.api.transfer.ImportService.Issue;
import org.jspecify.annotations.Nullable;

/** Tells which columns with values are not taken over, so that nobody is surprised. */
final class LeftOut {

    private LeftOut() {}

    static List<Issue> of(Sheet sheet, List<@Nullable Field> fields) {
        Set<Integer> kinds = new HashSet<>();
        sheet.columns().forEach(c -> kinds.add(c.kind()));
        List<Issue> issues = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            int column = i;
            if (fields.get(i) != null || kinds.contains(i)) {
                continue;
            }
            sheet.rows().stream()
                    .filter(r -> r.cell(column) != null)
                    .findFirst()
                    .ifPresent(first -> issues.add(new Issue(
                            first.line(),
                            false,
                            sheet.columns().get(column).heading(),
                            new Text(
                                    "Kolumnen tas inte med. Välj ett fält för den om den behövs.",
                                    "The column is left out. Choose a field for it if it is needed."))));
        }
        return issues;
    }
}
