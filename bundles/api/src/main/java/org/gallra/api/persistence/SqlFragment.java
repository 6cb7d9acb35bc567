package org.gallra.api.persistence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A piece of SQL with its parameters, so that values are always bound and never written into the text.
 *
 * @param sql the text, one {@code ?} for each parameter
 * @param parameters the values in order; null is allowed as a value
 */
@ProviderType
public record SqlFragment(String sql, List<@Nullable Object> parameters) {

    /** Copies the parameters. */
    public SqlFragment {
        parameters = java.util.Collections.unmodifiableList(new ArrayList<>(parameters));
    }

    /** Makes a fragment from text and values. */
    public static SqlFragment of(String sql, @Nullable Object... parameters) {
        return new SqlFragment(sql, java.util.Arrays.asList(parameters));
    }

    /** Returns this fragment followed by text and values. */
    public SqlFragment append(String moreSql, @Nullable Object... moreParameters) {
        List<@Nullable Object> all = new ArrayList<>(parameters);
        all.addAll(java.util.Arrays.asList(moreParameters));
        return new SqlFragment(sql + moreSql, all);
    }

    /** Returns this fragment followed by the other. */
    public SqlFragment append(SqlFragment other) {
        List<@Nullable Object> all = new ArrayList<>(parameters);
        all.addAll(other.parameters);
        return new SqlFragment(sql + other.sql, all);
    }
}
