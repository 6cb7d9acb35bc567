package org.gallra.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/**
 * Answers what the web server refuses before any resource sees it (addresses with {@code //}, {@code %2f} or broken UTF-8, too long
 * headers) as problem+json, and says that the connection ends, which Jetty 12 does without saying.
 *
 * <p>Felix hands out its {@link Server} to connector factories only, so this is one: its connector listens to nobody and lends its
 * life cycle.
 */
@Component(service = ConnectorFactory.class)
public final class Unreadable implements ConnectorFactory {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Connector createConnector(Server server) {
        return new Guest(server);
    }

    /** Opens no port: starting and stopping it sets and resets the error handler, nothing else. Felix wants this very type. */
    private static final class Guest extends ServerConnector {

        private Request.@Nullable Handler before;

        Guest(Server server) {
            super(server, 1, 1);
        }

        @Override
        protected void doStart() {
            before = getServer().getErrorHandler();
            getServer().setErrorHandler(new Problems());
        }

        @Override
        protected void doStop() {
            getServer().setErrorHandler(before);
        }
    }

    private static final class Problems extends ErrorHandler {

        Problems() {
            setShowStacks(false);
            setShowCauses(false);
        }

        /** Whatever was asked, who asked is told what was wrong; Jetty would tell those who read or post. */
        @Override
        public boolean errorPageForMethod(String method) {
            return true;
        }

        @Override
        protected void generateResponse(
                Request request,
                Response response,
                int code,
                @Nullable String message,
                @Nullable Throwable cause,
                Callback callback) {
            Problem problem = Problem.ofServer(code);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json;charset=utf-8");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            if (request.getConnectionMetaData().getHttpVersion().getVersion() < 20) {
                response.getHeaders().put(HttpHeader.CONNECTION, "close");
            }
            String language = request.getHeaders().get(HttpHeader.ACCEPT_LANGUAGE);
            try {
                byte[] body = JSON.writeValueAsBytes(problem.json(Languages.of(language)));
                response.write(true, ByteBuffer.wrap(body), callback);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
