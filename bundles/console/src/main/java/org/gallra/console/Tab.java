package org.gallra.console;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gallra.api.Text;

/** One of the pages of the plug-in; called as the administrator who asks. */
interface Tab {

    /** Returns the part of the address, lower case letters. */
    String path();

    /** Returns what stands in the row of tabs. */
    Text label();

    /** Writes the page. */
    void show(HttpServletRequest request, Html html) throws IOException;

    /**
     * Does what a form of the page asks for.
     *
     * @param act the value of the button
     * @return what the page is asked for afterwards, such as {@code ?done=removed}; null if the answer was given
     */
    default @org.jspecify.annotations.Nullable String act(
            String act, HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        return "";
    }
}
