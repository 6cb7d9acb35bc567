package org.gallra.api.ui;

import java.util.Locale;
import org.gallra.api.Text;
import org.osgi.annotation.versioning.ConsumerType;

/** Draws an error below {@code /ui} as a page of the shell. Called from a request thread; must not throw. */
@ConsumerType
public interface UiErrorPage {

    /**
     * Returns a whole HTML page.
     *
     * @param status the HTTP status
     * @param title what happened
     * @param detail what the user can do, free of personal values
     * @param incident the id that the log names too, or an empty text
     * @param language the language of the page
     */
    String render(int status, Text title, Text detail, String incident, Locale language);
}
