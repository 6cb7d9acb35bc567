package org.gallra.console;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.apache.felix.webconsole.servlet.User;
import org.apache.karaf.features.FeaturesService;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.access.Caller;
import org.gallra.api.access.LoginService;
import org.gallra.api.access.Role;
import org.gallra.api.addon.AddOnService;
import org.gallra.api.audit.AuditLog;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.erasure.WaitingActs;
import org.gallra.api.ledger.LedgerService;
import org.gallra.api.personaldata.DepartedBundles;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.residue.ResidueService;
import org.gallra.api.rule.RuleRuns;
import org.gallra.api.rule.RuleService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Gallra in the web console. The console lets in system administrators only ({@code ConsoleSecurity}); whoever is in acts with the rights of
 * that role. Forms of other sites do not come this
 * far ({@code AdminFilter}).
 */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=" + ConsolePlugin.LABEL,
            ServletConstants.PLUGIN_TITLE + "=Gallra",
            ServletConstants.PLUGIN_CATEGORY + "=Gallra"
        })
public final class ConsolePlugin extends AbstractServlet {

    static final String LABEL = "gallra";

    private static final long serialVersionUID = 1L;
    private static final String STYLE = "<style>.gallra td,.gallra th{vertical-align:top;text-align:left}"
            + "#content h2{font-size:1.5em;font-weight:bold;margin:1.2em 0 .5em}#content h3{font-size:1.15em;font-weight:bold;margin:1em 0 .3em}"
            + "#content p{margin:.4em 0;max-width:60em}#content li{margin-left:1.4em;list-style:disc}"
            + "#content .gallra-tabs{display:flex;flex-wrap:wrap;gap:.3em 1.4em;margin:1em 0;font-size:1.15em}"
            + "#content .gallra-tabs li{list-style:none;margin:0}.gallra-tabs [aria-current]{font-weight:bold;text-decoration:none}"
            + ".gallra-note{padding:.6em}#content form{margin:.5em 0}</style>";

    private final transient AccessControl access;
    private final transient List<Tab> tabs;
    private final transient Notices notices = new Notices();

    /** Takes everything that it shows. */
    @Activate
    public ConsolePlugin(
            BundleContext context,
            @Reference AccessControl access,
            @Reference PersonalDataRegister register,
            @Reference ContributorCalls calls,
            @Reference AddOnService addOns,
            @Reference DepartedBundles departed,
            @Reference WaitingActs waiting,
            @Reference RuleService rules,
            @Reference RuleRuns runs,
            @Reference LedgerService ledger,
            @Reference ResidueService residue,
            @Reference LoginService logins,
            @Reference FeaturesService features,
            @Reference AuditLog audit) {
        this(
                access,
                List.of(
                        new CoverageTab(register, calls),
                        new BundlesTab(register, addOns, departed, Uploads.of(context)),
                        new ActsTab(waiting, rules, runs),
                        new LedgerTab(ledger),
                        new ResidueTab(residue),
                        new LoginsTab(logins),
                        new FeaturesTab(features, FeaturesTab.boot(context), audit)));
    }

    ConsolePlugin(AccessControl access, List<Tab> tabs) {
        this.access = access;
        this.tabs = List.copyOf(tabs);
    }

    /** Writes the page between the console's head and foot. */
    @Override
    public void renderContent(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Tab tab = tab(request);
        Html html = new Html(language(request), root(request));
        html.raw(STYLE).raw("<ul class='gallra-tabs'>");
        for (Tab each : tabs) {
            html.raw("<li><a href='")
                    .text(root(request) + "/" + each.path())
                    .raw(each == tab ? "' aria-current='page'>" : "'>")
                    .text(each.label())
                    .raw("</a></li>");
        }
        html.raw("</ul>");
        Text refused = notices.take(request.getParameter("refused"));
        if (refused != null) {
            html.warning(refused);
        }
        asked(request, () -> {
            tab.show(request, html);
            return null;
        });
        response.getWriter().write(html.toString());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Tab tab = tab(request);
        String act = Objects.requireNonNullElse(request.getParameter("act"), "");
        String after;
        try {
            after = asked(request, () -> tab.act(act, request, response));
        } catch (GallraException e) {
            after = "?refused=" + notices.keep(e.text());
        }
        if (after != null) {
            response.sendRedirect(root(request) + "/" + tab.path() + after);
        }
    }

    /** Work that may fail as servlets do. */
    @FunctionalInterface
    private interface Work {
        @Nullable
        String run() throws IOException, ServletException;
    }

    private @Nullable String asked(HttpServletRequest request, Work work) throws IOException, ServletException {
        Caller caller = new Caller(user(request), Role.SYSTEM_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR.permissions());
        try {
            return access.callAs(caller, () -> {
                        try {
                            return Optional.ofNullable(work.run());
                        } catch (IOException | ServletException e) {
                            throw new Carried(e);
                        }
                    })
                    .orElse(null);
        } catch (Carried e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw (ServletException) e.getCause();
        }
    }

    private static final class Carried extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Carried(Exception cause) {
            super(cause);
        }
    }

    private static String user(HttpServletRequest request) {
        if (request.getAttribute(User.USER_ATTRIBUTE) instanceof User user
                && user.getUserObject() instanceof String name) {
            return name;
        }
        throw new IllegalStateException("The console has let somebody in without a name");
    }

    private Tab tab(HttpServletRequest request) {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "");
        String asked = path.substring(path.lastIndexOf('/') + 1);
        return tabs.stream().filter(t -> t.path().equals(asked)).findFirst().orElse(tabs.get(0));
    }

    private static String root(HttpServletRequest request) {
        Object app = request.getAttribute(ServletConstants.ATTR_APP_ROOT);
        return (app == null ? "" : app.toString()) + "/" + LABEL;
    }

    private static Locale language(HttpServletRequest request) {
        return "sv".equals(request.getLocale().getLanguage()) ? Locale.forLanguageTag("sv") : Locale.ENGLISH;
    }
}
