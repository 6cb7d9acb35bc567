package org.gallra.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ResourceConfig;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads what an application of Jersey needs while the database still opens, so that the first page is there a second sooner.
 *
 * <p>Immediate and without references because it is to run before anything else of the host; nothing waits for it.
 */
@Component(service = WarmUp.class, immediate = true)
public final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    /** A resource that nobody can ask. */
    @Path("/")
    public static final class Nothing {

        /** Answers nothing. */
        @GET
        public String nothing() {
            return "";
        }
    }

    /** Starts the thread that builds an application and throws it away. */
    @Activate
    public WarmUp() {
        Thread thread = new Thread(WarmUp::build, "gallra-rest-warm-up");
        thread.setDaemon(true);
        thread.setContextClassLoader(ResourceConfig.class.getClassLoader());
        thread.start();
    }

    private static void build() {
        try {
            ResourceConfig config = RestHost.plain();
            config.register(Nothing.class);
            new ApplicationHandler(config).getInjectionManager().shutdown();
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("Not warmed up: {}", e.toString());
        }
    }
}
