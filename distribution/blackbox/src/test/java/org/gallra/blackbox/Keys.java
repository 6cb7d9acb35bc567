package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import java.util.Map;
import org.gallra.blackbox.Browser.Window;

/**
 * Somebody who has no mouse. Wherever a key leads, the focus must be on something that is marked, in the window and not below anything else.
 */
final class Keys {

    /** More keys than anybody would press. */
    private static final int FAR = 400;

    private static final String NOTHING = "nothing has the focus";

    /** Tells what has the focus, what is wrong with it, and whether it is what is sought. */
    private static final String LOOK = """
            ({css, text}) => {
              const at = document.activeElement, name = at.getAttribute('aria-label') ?? at.textContent;
              const what = at.outerHTML.slice(0, 160), found = Boolean(css) && at.matches(css) && name.includes(text);
              if (at === document.body) return {what, found, wrong: 'nothing has the focus'};
              if (at.id === 'main') return {what, found, wrong: ''};
              const box = at.getClientRects()[0], style = getComputedStyle(at);
              if (!box || box.width < 2 || box.height < 2) return {what, found, wrong: 'not to be seen'};
              // of a date the browser marks the part that one is in
              if (at.matches('[type=date], [type=datetime-local], [type=time]')) return {what, found, wrong: ''};
              if (style.outlineStyle === 'none' || !parseFloat(style.outlineWidth)) return {what, found, wrong: 'not marked'};
              const middle = (low, high, end) => (Math.max(low, 0) + Math.min(high, end)) / 2;
              const x = middle(box.left, box.right, innerWidth), y = middle(box.top, box.bottom, innerHeight);
              const top = document.elementFromPoint(x, y);
              if (!top) return {what, found, wrong: 'outside of the window'};
              const free = at.contains(top) || top.contains(at);
              return {what, found, wrong: free ? '' : 'below ' + top.outerHTML.slice(0, 120)};
            }""";

    private final Page page;

    Keys(Window window) {
        page = window.page;
    }

    /** Presses keys, one after the other. */
    Keys press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
        return this;
    }

    /** Writes where the focus is. */
    Keys write(String text) {
        page.keyboard().type(text);
        return this;
    }

    /** Goes on with Tab until the focus is on what has the selector. */
    Keys to(String css) {
        return to(css, "");
    }

    /** Goes on with Tab until the focus is on what has the selector and the words. */
    Keys to(String css, String words) {
        return go("Tab", css, words);
    }

    /** Goes back with Shift and Tab. */
    Keys backTo(String css, String words) {
        return go("Shift+Tab", css, words);
    }

    /** Presses Enter, which leads to another page. */
    Keys open(String address) {
        return leads("Enter", address);
    }

    /** Presses a key, which leads to another page. */
    Keys leads(String key, String address) {
        press(key);
        page.waitForURL(address);
        return this;
    }

    /** Presses a key, after which the same page is shown anew. */
    Keys anew(String key) {
        page.waitForNavigation(() -> press(key));
        return this;
    }

    /** Passes what is the same on each page. */
    Keys skip() {
        return to("a.skip").press("Enter").at("main", "");
    }

    /** Demands that the focus is on what has the selector and the words. */
    Keys at(String css, String words) {
        try {
            page.waitForFunction(
                    "({css, words}) => document.activeElement.matches(css) &&"
                            + " (document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent).includes(words)",
                    Map.of("css", css, "words", words));
        } catch (TimeoutError e) {
            String focused = (String) page.evaluate("document.activeElement.outerHTML.slice(0, 300)");
            throw new AssertionError("Not at " + css + " " + words + " but at " + focused + " on " + page.url(), e);
        }
        judge(see(css, words), css, words);
        return this;
    }

    private Keys go(String key, String css, String words) {
        boolean ended = false;
        for (int i = 0; i < FAR; i++) {
            press(key);
            Map<String, Object> seen = see(css, words);
            // at its end the page gives the focus to the browser's own buttons, once
            if (!ended && NOTHING.equals(seen.get("wrong"))) {
                ended = true;
            } else if (judge(seen, css, words)) {
                return this;
            }
        }
        throw new AssertionError(key + " never comes to " + css + " " + words + " on " + page.url());
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> see(String css, String words) {
        return (Map<String, Object>) page.evaluate(LOOK, Map.of("css", css, "text", words));
    }

    private boolean judge(Map<String, Object> seen, String css, String words) {
        assertThat(seen.get("wrong"))
                .as("%s on %s, on the way to %s %s", seen.get("what"), page.url(), css, words)
                .isEqualTo("");
        return Boolean.TRUE.equals(seen.get("found"));
    }
}
