package org.gallra.tls;

import java.security.KeyStore;
import java.util.UUID;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts TLS in the place of the plain connector of the users' port, with everything else that is configured for it. What comes
 * unencrypted gets as far as {@link SecureFilter}.
 */
final class EncryptedPort implements ConnectorFactory {

    private static final Logger LOG = LoggerFactory.getLogger(EncryptedPort.class);

    /** Where the server keeps the connector that was replaced: with its settings another one is made when ours change. */
    private static final String PLAIN = "org.gallra.tls.plain";

    private final int port;
    private final String address;
    private final char[] password = UUID.randomUUID().toString().toCharArray();
    private final SslContextFactory.Server tls = new SslContextFactory.Server();

    EncryptedPort(int port, String address, @Nullable Identity identity) {
        this.port = port;
        this.address = address;
        tls.setKeyStore(Identity.inMemory(identity, password));
        tls.setKeyManagerPassword(new String(password));
        tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        tls.setIncludeCipherSuites("TLS_AES_.*", "TLS_CHACHA20_.*", "TLS_ECDHE_.*_GCM_.*", "TLS_ECDHE_.*_CHACHA20_.*");
        tls.setRenegotiationAllowed(false);
        tls.setSniRequired(false);
    }

    /** Shows another certificate to whoever connects from now on. */
    void show(Identity identity) {
        KeyStore store = Identity.inMemory(identity, password);
        try {
            if (tls.isStarted()) {
                tls.reload(factory -> factory.setKeyStore(store));
            } else {
                tls.setKeyStore(store);
            }
        } catch (Exception e) { // that is what Jetty declares
            throw new IllegalStateException("The certificate could not be exchanged", e);
        }
    }

    @Override
    public Connector createConnector(Server server) {
        if (server.getAttribute(PLAIN) instanceof ServerConnector replaced && replaced.getPort() == port) {
            return encrypted(server, replaced); // the setting has changed
        }
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof ServerConnector plain && plain.getPort() == port) {
                server.setAttribute(PLAIN, plain);
                return encrypted(server, plain);
            }
        }
        return new Unopened(server); // the administrators' port: nothing is added to it
    }

    /** Every server of the process asks for a connector, and has to get one. */
    private static final class Unopened extends ServerConnector {

        Unopened(Server server) {
            super(server);
        }

        @Override
        protected void doStart() {}

        @Override
        protected void doStop() {}
    }

    private Connector encrypted(Server server, ServerConnector plain) {
        HttpConfiguration http = new HttpConfiguration(
                plain.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration());
        http.setSecurePort(port);
        http.addCustomizer(new SecureRequestCustomizer(false));
        HttpConnectionFactory inside = new HttpConnectionFactory(http);
        SslConnectionFactory outside = new SslConnectionFactory(tls, inside.getProtocol());
        ServerConnector encrypted = new ServerConnector(server, new DetectorConnectionFactory(outside), inside);
        encrypted.setHost(address.isEmpty() ? plain.getHost() : address);
        encrypted.setPort(port);
        encrypted.setIdleTimeout(plain.getIdleTimeout());
        encrypted.setAcceptQueueSize(plain.getAcceptQueueSize());
        try {
            plain.stop();
        } catch (Exception e) { // that is what Jetty declares
            throw new IllegalStateException("The plain port could not be closed", e);
        }
        server.removeConnector(plain);
        LOG.info("TLS on port {} of {}", port, encrypted.getHost());
        return encrypted;
    }
}
