package org.gallra.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Properties;
import org.gallra.api.persistence.Database.Kind;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.jdbc.DataSourceFactory;

/** Opens databases by the drivers that are installed. */
final class Drivers implements Product.Opener {

    private static final String DERBY = "org.apache.derby.jdbc.EmbeddedDriver";
    private static final String POSTGRESQL = "org.postgresql.Driver";

    private final BundleContext context;

    Drivers(BundleContext context) {
        this.context = context;
    }

    @Override
    public Connection open(Kind kind, String url, Properties properties) throws SQLException {
        String driver = kind == Kind.DERBY ? DERBY : POSTGRESQL;
        Collection<ServiceReference<DataSourceFactory>> found;
        try {
            found = context.getServiceReferences(
                    DataSourceFactory.class, "(" + DataSourceFactory.OSGI_JDBC_DRIVER_CLASS + "=" + driver + ")");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        for (ServiceReference<DataSourceFactory> reference : found) {
            DataSourceFactory factory = context.getService(reference);
            if (factory != null) {
                try {
                    Connection connection =
                            factory.createDriver(new Properties()).connect(url, properties);
                    if (connection != null) {
                        return connection;
                    }
                } finally {
                    context.ungetService(reference);
                }
            }
        }
        throw new SQLException("No driver " + driver, "08001");
    }
}
