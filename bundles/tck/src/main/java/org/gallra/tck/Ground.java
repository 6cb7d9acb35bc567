package org.gallra.tck;

import java.time.Clock;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import liquibase.resource.ResourceAccessor;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.contact.SqlContactDirectory;
import org.gallra.persistence.Migration;
import org.gallra.register.LocalRegister;
import org.gallra.register.LocalRegister.Installed;
import org.gallra.testing.TestDatabase;
import org.jspecify.annotations.Nullable;

/**
 * A database with the core's tables and no rows, made once in a JVM; each bench works on a copy.
 *
 * @param bundles the core's bundles that have tables
 * @param installed the same, as the register sees them, by name
 */
record Ground(TestDatabase database, List<BundleFiles> bundles, Map<String, Installed> installed) {

    private static final Map<Kind, Ground> MADE = new EnumMap<>(Kind.class);

    static synchronized Ground of(Kind kind) {
        return MADE.computeIfAbsent(kind, Ground::make);
    }

    private static Ground make(Kind kind) {
        TestDatabase database = TestDatabase.create(kind);
        List<BundleFiles> bundles =
                List.of(BundleFiles.of(SqlContactDirectory.class), BundleFiles.of(LocalRegister.class));
        Map<String, Installed> installed = new LinkedHashMap<>();
        bundles.forEach(bundle -> installed.put(bundle.name(), install(bundle, database)));
        return new Ground(database, bundles, installed);
    }

    /** Runs a bundle's changelog, one at a time as the product does. */
    static synchronized Installed install(BundleFiles bundle, TestDatabase database) {
        return new Installed(bundle, migrate(bundle, database), true);
    }

    private static @Nullable Set<String> migrate(BundleFiles bundle, TestDatabase database) {
        String changelog = bundle.changelog();
        if (changelog == null) {
            return null;
        }
        try {
            ResourceAccessor resources = bundle.resources();
            try {
                return new Migration(database.dataSource(), Clock.systemUTC())
                        .run(changelog, resources)
                        .tables();
            } finally {
                resources.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The changelog " + changelog + " of " + bundle.name() + " fails on " + database.kind() + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
