package org.gallra.ui;

import java.util.Locale;
import org.gallra.api.Text;
import org.gallra.api.ui.UiErrorPage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Draws errors in the shell. */
@Component(service = UiErrorPage.class)
public final class ShellErrorPage implements UiErrorPage {

    private final Pages pages;

    /** Takes the pages. */
    @Activate
    public ShellErrorPage(@Reference Pages pages) {
        this.pages = pages;
    }

    @Override
    public String render(int status, Text title, Text detail, String incident, Locale language) {
        return pages.text(
                pages.shell(language, "/ui/"),
                "error",
                "status",
                status,
                "title",
                title,
                "detail",
                detail,
                "incident",
                incident);
    }
}
