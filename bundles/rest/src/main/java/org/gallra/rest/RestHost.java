package org.gallra.rest;

import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.gallra.api.access.LoginService;
import org.gallra.api.ui.UiErrorPage;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.media.sse.SseFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;
import org.glassfish.jersey.uri.PathPattern;
import org.glassfish.jersey.uri.PathTemplate;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves every service that carries {@code @JakartarsResource} or {@code @UiResource}: per bundle and mount one Jersey application, so that a
 * bundle that comes or goes touches nobody else. The stock whiteboard reloads all (STACK.md 4).
 *
 * <p>Nothing is served to requests that did not come by the filter that knows logins (ADR-0072). Immediate because it is the servlet
 * container that asks.
 */
@Component(service = RestHost.class, immediate = true)
public final class RestHost implements ServiceTrackerCustomizer<Object, ServiceReference<Object>> {

    private static final Logger LOG = LoggerFactory.getLogger(RestHost.class);
    private static final long QUIET_MILLIS = 30;
    private static final long START = TimeUnit.MINUTES.toNanos(1);
    private static final String DEFAULT_MOUNT = "/api/v1";
    private static final String PAGES = "/ui";

    private final long begin = System.nanoTime();
    private final BundleContext context;
    private final LoginService logins;
    private final Map<String, Mount> mounts = new TreeMap<>();
    private final Map<ServiceReference<Object>, Bundle> references = new HashMap<>();
    private final Map<String, ScheduledFuture<?>> pending = new HashMap<>();
    /** What is being built, of which bundle at which mount. */
    private final Set<String> building = new HashSet<>();

    private final Arrivals arrivals;
    private final List<ServiceRegistration<Servlet>> servlets = new ArrayList<>();
    private final ScheduledThreadPoolExecutor builder = new ScheduledThreadPoolExecutor(1, run -> {
        Thread thread = new Thread(run, "gallra-rest-builder");
        thread.setDaemon(true);
        return thread;
    });
    private final ServiceTracker<Object, ServiceReference<Object>> tracker;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable UiErrorPage errorPage;

    /** Opens the mounts and starts to track resources. */
    @Activate
    public RestHost(
            BundleContext context,
            @Reference LoginService logins,
            @Reference Absent absent,
            @Reference ServiceComponentRuntime components)
            throws InvalidSyntaxException {
        this.context = context;
        this.logins = logins;
        this.arrivals = new Arrivals(components);
        for (String path : List.of(DEFAULT_MOUNT, PAGES)) {
            Mount mount = new Mount(
                    path, absent, bundle -> unfinished(bundle, path), this::starting, () -> errorPage, this::buildAll);
            mounts.put(path, mount);
            servlets.add(register(mount));
        }
        tracker = new ServiceTracker<>(
                context, context.createFilter("(|(osgi.jakartars.resource=true)(gallra.ui.resource=true))"), this);
        tracker.open();
    }

    /** Withdraws everything. */
    @Deactivate
    public void stop() {
        mounts.values().forEach(Mount::leave);
        servlets.forEach(ServiceRegistration::unregister);
        // no interrupt: a resource that comes up in this thread may be in the embedded database, which does not survive
        // it
        builder.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        builder.shutdown();
        tracker.close();
    }

    @Override
    public ServiceReference<Object> addingService(ServiceReference<Object> reference) {
        synchronized (references) {
            references.put(reference, reference.getBundle());
        }
        schedule(reference.getBundle(), mount(reference));
        return reference;
    }

    @Override
    public void modifiedService(ServiceReference<Object> reference, ServiceReference<Object> same) {}

    @Override
    public void removedService(ServiceReference<Object> reference, ServiceReference<Object> same) {
        Bundle bundle;
        synchronized (references) {
            bundle = references.remove(reference);
        }
        if (bundle != null) {
            Generation old = build(bundle, mount(reference));
            if (old != null) {
                old.bundleLeaves();
            }
        }
    }

    private void buildAll(Mount mount) {
        List<ServiceReference<Object>> known;
        synchronized (references) {
            known = List.copyOf(references.keySet());
        }
        known.stream()
                .filter(r -> mount(r).equals(mount.path) && r.getBundle() != null)
                .map(ServiceReference::getBundle)
                .distinct()
                .forEach(b -> schedule(b, mount.path));
    }

    private void schedule(Bundle bundle, String mount) {
        String key = key(bundle, mount);
        synchronized (pending) {
            ScheduledFuture<?> earlier = pending.remove(key);
            if (earlier != null) {
                earlier.cancel(false);
            }
            if (!builder.isShutdown()) {
                // what is kept must hold neither the application nor, for long, the bundle: it may be leaving
                Runnable task = () -> {
                    synchronized (pending) {
                        pending.remove(key);
                        building.add(key);
                    }
                    try {
                        build(bundle, mount);
                    } finally {
                        synchronized (pending) {
                            building.remove(key);
                        }
                    }
                };
                pending.put(key, builder.schedule(task, QUIET_MILLIS, TimeUnit.MILLISECONDS));
            }
        }
    }

    private static String key(Bundle bundle, String mount) {
        return bundle.getBundleId() + mount;
    }

    /** Says whether a bundle has yet to put resources in place at a mount. */
    private boolean unfinished(Bundle bundle, String mount) {
        String key = key(bundle, mount);
        // first the bundle: what is offered after this look is scheduled before the next
        if (arrivals.unfinished(bundle)) {
            return true;
        }
        synchronized (pending) {
            return pending.containsKey(key) || building.contains(key);
        }
    }

    /** Says whether this is a start, and resources have yet to come: afterwards what waits for a service may do so for ever. */
    private boolean starting() {
        if (System.nanoTime() - begin > START) {
            return false;
        }
        if (arrivals.unfinished()) {
            return true;
        }
        synchronized (pending) {
            return !pending.isEmpty() || !building.isEmpty();
        }
    }

    /** Builds the application of what the bundle offers now and puts it in place; returns the one before. */
    private synchronized @Nullable Generation build(Bundle bundle, String path) {
        Mount mount = Objects.requireNonNull(mounts.get(path));
        List<ServiceReference<Object>> offered;
        synchronized (references) {
            offered = references.entrySet().stream()
                    .filter(e ->
                            e.getValue().equals(bundle) && mount(e.getKey()).equals(path))
                    .map(Map.Entry::getKey)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
        if (offered.isEmpty() || leaves(bundle)) {
            return mount.replace(bundle, null);
        }
        if (mount.getServletConfig() == null) {
            return null; // the mount calls when the container is there
        }
        try {
            return mount.replace(bundle, generation(bundle, mount, offered));
        } catch (RuntimeException | ServletException | LinkageError e) {
            LOG.error("The resources of {} cannot be served: {}", bundle.getSymbolicName(), e.toString());
            return mount.replace(bundle, null);
        }
    }

    /** Whether the bundle, or everything, is about to stop: what it still offers goes in a moment, and may not come up again. */
    private boolean leaves(Bundle bundle) {
        return (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) == 0
                || context.getBundle(0).getState() == Bundle.STOPPING;
    }

    private @Nullable Generation generation(Bundle bundle, Mount mount, List<ServiceReference<Object>> offered)
            throws ServletException {
        List<Object> resources = new ArrayList<>();
        List<ServiceReference<Object>> held = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        List<Class<?>> types = new ArrayList<>();
        for (ServiceReference<Object> reference : offered) {
            Object resource = context.getService(reference);
            if (resource == null) {
                continue;
            }
            held.add(reference);
            Path path = resource.getClass().getAnnotation(Path.class);
            if (path == null) {
                LOG.error(
                        "{} of {} has no @Path; it is not served",
                        resource.getClass().getName(),
                        bundle.getSymbolicName());
                continue;
            }
            resources.add(resource);
            types.add(resource.getClass());
            parts.add(new Part(
                    new PathPattern(
                            new PathTemplate(path.value()), PathPattern.RightHandPath.capturingZeroOrMoreSegments),
                    resource.getClass().getName()));
        }
        LOG.debug("{} resources of {} at {}", resources.size(), bundle.getSymbolicName(), mount.path);
        Runnable release = () -> held.forEach(this::unget);
        if (resources.isEmpty()) {
            release.run();
            return null;
        }
        Generation.State state = new Generation.State();
        ResourceConfig config = config(mount, resources, state);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ResourceConfig.class.getClassLoader());
        try {
            ServletContainer container = new ServletContainer(config);
            container.init(new Named(mount.getServletConfig(), bundle.getSymbolicName()));
            return new Generation(bundle, parts, types, container, state, release);
        } catch (ServletException | RuntimeException | LinkageError e) {
            release.run();
            throw e;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Returns what all applications have in common. */
    static ResourceConfig plain() {
        ResourceConfig config = new ResourceConfig();
        config.property(ServerProperties.WADL_FEATURE_DISABLE, true);
        config.property(ServerProperties.BV_FEATURE_DISABLE, true);
        config.property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true);
        config.property(ServerProperties.RESOURCE_VALIDATION_IGNORE_ERRORS, false);
        config.property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
        config.property("jersey.config.server.location.header.relative.resolution.disabled", false);
        config.register(new JacksonJsonProvider(JsonMapper.create()));
        config.register(new Truths());
        config.register(SseFeature.class);
        return config;
    }

    private ResourceConfig config(Mount mount, List<Object> resources, Generation.State state) {
        ResourceConfig config = plain();
        config.register(new Errors(mount.pages(), () -> errorPage, state));
        config.register(new Routes(mount.path));
        if (mount.pages()) {
            config.register(new FormToken(logins));
            config.register(new PageHeaders());
        }
        resources.forEach(config::register);
        return config;
    }

    private ServiceRegistration<Servlet> register(Mount mount) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("osgi.http.whiteboard.servlet.pattern", mount.path + "/*");
        properties.put("osgi.http.whiteboard.servlet.name", "gallra" + mount.path);
        properties.put("osgi.http.whiteboard.target", "(org.apache.felix.http.name=main)");
        properties.put("osgi.http.whiteboard.servlet.asyncSupported", true);
        properties.put("osgi.http.whiteboard.servlet.multipart.enabled", true);
        properties.put("osgi.http.whiteboard.servlet.multipart.maxFileSize", 60L * 1024 * 1024);
        properties.put("osgi.http.whiteboard.servlet.multipart.maxRequestSize", 61L * 1024 * 1024);
        properties.put("osgi.http.whiteboard.servlet.multipart.fileSizeThreshold", 64 * 1024 * 1024);
        return context.registerService(Servlet.class, mount, properties);
    }

    private void unget(ServiceReference<Object> reference) {
        try {
            context.ungetService(reference);
        } catch (IllegalStateException e) {
            LOG.debug("The host stopped before {}", reference);
        }
    }

    private static String mount(ServiceReference<Object> reference) {
        return Boolean.TRUE.equals(reference.getProperty("gallra.ui.resource")) ? PAGES : DEFAULT_MOUNT;
    }

    /** The host's servlet configuration under the name of the bundle. */
    private record Named(ServletConfig config, String name) implements ServletConfig {

        @Override
        public String getServletName() {
            return name;
        }

        @Override
        public jakarta.servlet.ServletContext getServletContext() {
            return config.getServletContext();
        }

        @Override
        public @Nullable String getInitParameter(String parameter) {
            return null;
        }

        @Override
        public java.util.Enumeration<String> getInitParameterNames() {
            return java.util.Collections.emptyEnumeration();
        }
    }
}
