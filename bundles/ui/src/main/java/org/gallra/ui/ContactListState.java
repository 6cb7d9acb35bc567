package org.gallra.ui;

import java.util.List;
import java.util.Map;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.selection.CriterionFilter;
import org.gallra.api.ui.ListLook;
import org.gallra.api.ui.PageAddress;
import org.jspecify.annotations.Nullable;

/** Where the list stands: everything that its links need. */
public record ContactListState(
        String filterToken,
        Filters.Form form,
        String sort,
        boolean descending,
        int limit,
        String cursor,
        String back,
        @Nullable String companyName,
        Map<CriterionFilter, Text> met,
        PageAddress mark) {

    private static final String BETWEEN = ".";
    private static final int MAX_BACK = 20;

    /** Returns the address of the list in another order. */
    public String sorted(String by) {
        boolean turn = sort.equals(by) && !descending;
        return address(mark, filterToken, (turn ? "-" : "") + by, limit, "", "");
    }

    /** Returns the aria-sort value of a column. */
    public String ariaSort(String by) {
        return sort.equals(by) ? descending ? "descending" : "ascending" : "none";
    }

    /** Returns the address of the next page. */
    public String next(String next) {
        String trail = back.isEmpty() ? "0" + cursor : back + BETWEEN + "0" + cursor;
        List<String> steps = List.of(trail.split("\\.", -1));
        if (steps.size() > MAX_BACK) {
            trail = String.join(BETWEEN, steps.subList(steps.size() - MAX_BACK, steps.size()));
        }
        return address(mark, filterToken, (descending ? "-" : "") + sort, limit, next, trail);
    }

    /** Returns the address of the page before, or null on the first. */
    public @Nullable String previous() {
        if (back.isEmpty()) {
            return cursor.isEmpty() ? null : address(mark, filterToken, (descending ? "-" : "") + sort, limit, "", "");
        }
        int last = back.lastIndexOf('.');
        String step = back.substring(last + 1);
        return address(
                mark,
                filterToken,
                (descending ? "-" : "") + sort,
                limit,
                step.isEmpty() ? "" : step.substring(1),
                last < 0 ? "" : back.substring(0, last));
    }

    /** Returns a condition on a free field in words. */
    public String freeWords(FreeField field, Shell shell) {
        String value = form.free().getOrDefault(field.key(), "");
        return value.equals(FreeParts.EMPTY)
                ? shell.t("filter.without")
                : field.choices().stream()
                        .filter(c -> c.key().equals(value))
                        .findFirst()
                        .map(c -> shell.t(c.label()))
                        .orElse(value);
    }

    /** Returns the address of the list without one condition. */
    public String without(String name) {
        Filters.Form less = form.without(name);
        return address(mark, less.empty() ? "" : less.token(), (descending ? "-" : "") + sort, limit, "", "");
    }

    /** Returns the address of the list without any condition, and without a view. */
    public String cleared() {
        return mark.with(ListLook.VIEW, null).toString();
    }

    /** Returns the address of this page, to come back to. */
    public String address() {
        return here().toString();
    }

    /** Returns the address of this page. */
    PageAddress here() {
        return place(mark, filterToken, (descending ? "-" : "") + sort, limit, cursor, back);
    }

    private static String address(PageAddress mark, String filter, String sort, int limit, String cursor, String back) {
        return place(mark, filter, sort, limit, cursor, back).toString();
    }

    private static PageAddress place(
            PageAddress mark, String filter, String sort, int limit, String cursor, String back) {
        return mark.with("f", filter)
                .with("sort", sort.equals("name") ? "" : sort)
                .with("limit", limit == 50 ? "" : String.valueOf(limit))
                .with("cursor", cursor)
                .with("back", back);
    }
}
