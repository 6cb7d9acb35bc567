package org.gallra.ui;

import gg.jte.Content;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gallra.api.Text;
import org.gallra.api.access.AccessControl;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiPanel;
import org.gallra.api.ui.UiRecordAction;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders the parts that bundles add, each on its own: one that throws or hangs leaves the page whole. */
@Component(service = Parts.class)
public final class Parts {

    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    private static final int BUDGET_MILLIS = 200;
    /** The first rendering after a start loads classes and compiles statements. */
    private static final int FIRST_BUDGET_MILLIS = 3000;

    /** A panel, rendered. */
    public record Panel(Text title, Content body, boolean failed) {}

    /** An entry of the plus menu. */
    public record Action(Text label, String icon, String href) {}

    /** A service and the bundle it comes from. */
    private record Offer<T>(T service, String bundle, java.util.concurrent.atomic.AtomicBoolean warm) {}

    private final AccessControl access;
    private final ExecutorService threads = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run, "gallra-ui-part");
        thread.setDaemon(true);
        return thread;
    });
    private final java.util.Map<UiPanel, Offer<UiPanel>> panels = new java.util.concurrent.ConcurrentHashMap<>();
    private final java.util.Map<UiRecordAction, Offer<UiRecordAction>> actions =
            new java.util.concurrent.ConcurrentHashMap<>();

    /** Takes the rights. */
    @Activate
    public Parts(@Reference AccessControl access) {
        this.access = access;
    }

    /** Ends the threads. */
    @Deactivate
    public void stop() {
        threads.shutdownNow();
    }

    /** Adds a panel. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addPanel(UiPanel panel, ServiceReference<UiPanel> reference) {
        panels.put(panel, offer(panel, reference));
    }

    /** Removes a panel. */
    public void removePanel(UiPanel panel) {
        panels.remove(panel);
    }

    /** Adds an entry of the plus menu. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addAction(UiRecordAction action, ServiceReference<UiRecordAction> reference) {
        actions.put(action, offer(action, reference));
    }

    /** Removes an entry. */
    public void removeAction(UiRecordAction action) {
        actions.remove(action);
    }

    private static <T> Offer<T> offer(T service, ServiceReference<T> reference) {
        var bundle = reference.getBundle();
        return new Offer<>(
                service,
                bundle == null ? "?" : String.valueOf(bundle.getSymbolicName()),
                new java.util.concurrent.atomic.AtomicBoolean());
    }

    /** Returns the panels of a slot in their order. */
    List<Panel> panels(UiPanel.Slot slot, UiContext context) {
        record Running(UiPanel panel, Offer<UiPanel> offer, Future<String> html) {}
        List<Running> running = new ArrayList<>();
        for (Offer<UiPanel> offer : panels.values()) {
            UiPanel panel = offer.service();
            try {
                if (panel.slot() == slot && context.caller().may(panel.permission())) {
                    running.add(new Running(panel, offer, threads.submit(() -> html(panel, context))));
                }
            } catch (RuntimeException e) {
                LOG.warn(
                        "A panel of {} failed: {}", offer.bundle(), e.getClass().getName());
            }
        }
        return running.stream()
                .sorted(Comparator.comparingInt((Running r) -> rank(r.panel())))
                .map(r -> panel(r.panel(), r.offer(), r.html()))
                .toList();
    }

    /** Returns the entries of a card's plus menu in their order. */
    List<Action> actions(UiRecordAction.Card card, UiContext context) {
        record Ranked(int rank, Action action) {}
        List<Ranked> found = new ArrayList<>();
        for (Offer<UiRecordAction> offer : actions.values()) {
            UiRecordAction action = offer.service();
            try {
                if (action.card() == card && context.caller().may(action.permission())) {
                    String href = action.href(context);
                    if (href.startsWith("#") || (href.startsWith("/") && !href.startsWith("//"))) {
                        found.add(new Ranked(action.rank(), new Action(action.label(), action.icon(), href)));
                    }
                }
            } catch (RuntimeException | LinkageError e) {
                LOG.warn(
                        "A menu entry of {} failed: {}",
                        offer.bundle(),
                        e.getClass().getName());
            }
        }
        return found.stream()
                .sorted(Comparator.comparingInt(Ranked::rank))
                .map(Ranked::action)
                .toList();
    }

    private String html(UiPanel panel, UiContext context) {
        return access.callAs(context.caller(), () -> {
            StringWriter out = new StringWriter();
            try {
                panel.render(context, out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toString();
        });
    }

    private static Panel panel(UiPanel panel, Offer<UiPanel> offer, Future<String> html) {
        try {
            int budget = offer.warm().get() ? BUDGET_MILLIS : FIRST_BUDGET_MILLIS;
            String body = html.get(budget, TimeUnit.MILLISECONDS);
            offer.warm().set(true);
            return new Panel(panel.title(), out -> out.writeContent(body), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            LOG.warn(
                    "A panel of {} failed: {}", offer.bundle(), cause.getClass().getName());
        } catch (TimeoutException e) {
            html.cancel(true);
            LOG.warn("A panel of {} took more than {} ms", offer.bundle(), BUDGET_MILLIS);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("A panel of {} failed: {}", offer.bundle(), e.getClass().getName());
        }
        return new Panel(Text.same(offer.bundle()), out -> {}, true);
    }

    private static int rank(UiPanel panel) {
        try {
            return panel.rank();
        } catch (RuntimeException | LinkageError e) {
            return Integer.MAX_VALUE;
        }
    }
}
