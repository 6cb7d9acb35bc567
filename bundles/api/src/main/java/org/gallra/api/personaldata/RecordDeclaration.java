package org.gallra.api.personaldata;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a bundle declared about one of its tables; names are as the database folds them when unquoted.
 *
 * @param id the record's id, such as {@code activity.activity}
 * @param bundle the symbolic name of the bundle that declared it
 * @param label the name in the plural
 * @param subject whose data it is
 * @param table the table
 * @param key the column of the primary key
 * @param keyType the type of the key
 * @param version the column that is raised at each change, or null
 * @param anonymizedAt the column that holds the time of anonymization, or null
 * @param links how a row leads to contacts, companies and its parent; in the order of declaration
 * @param fields the personal fields, in the order of declaration
 * @param others the columns that are declared as not personal
 * @param moments the columns in which a past time counts as contact
 * @param statistics the figures that reports draw from the rows, in the order of declaration
 * @param quasi what can single somebody out among what an anonymization leaves, in the order of declaration
 */
@ProviderType
public record RecordDeclaration(
        String id,
        String bundle,
        Text label,
        DataSubject subject,
        String table,
        String key,
        ColumnType keyType,
        @Nullable String version,
        @Nullable String anonymizedAt,
        List<LinkDeclaration> links,
        List<FieldDeclaration> fields,
        List<OtherColumn> others,
        List<String> moments,
        List<StatisticDeclaration> statistics,
        List<QuasiIdentifier> quasi) {

    /** Copies the lists; earlier declarations know neither statistics nor what singles out. */
    public RecordDeclaration {
        links = List.copyOf(links);
        fields = List.copyOf(fields);
        others = List.copyOf(others);
        moments = List.copyOf(moments);
        statistics = List.copyOf(Objects.requireNonNullElse(statistics, List.of()));
        quasi = List.copyOf(Objects.requireNonNullElse(quasi, List.of()));
    }

    /**
     * A column that holds nothing personal.
     *
     * @param column the column
     * @param reason why
     */
    @ProviderType
    public record OtherColumn(String column, String reason) {}

    /** Returns the field with the id. */
    public Optional<FieldDeclaration> field(String fieldId) {
        return fields.stream().filter(f -> f.id().equals(fieldId)).findFirst();
    }

    /** Returns what can single somebody out and has the id. */
    public Optional<QuasiIdentifier> quasi(String quasiId) {
        return quasi.stream().filter(q -> q.id().equals(quasiId)).findFirst();
    }

    /** Tells whether a row of this record is itself a contact. */
    public boolean isContact() {
        return links.stream()
                .anyMatch(l ->
                        l.kind() == LinkDeclaration.Kind.CONTACT && l.column().equals(key));
    }

    /** Tells whether a row of this record is itself a company. */
    public boolean isCompany() {
        return links.stream()
                .anyMatch(l ->
                        l.kind() == LinkDeclaration.Kind.COMPANY && l.column().equals(key));
    }
}
