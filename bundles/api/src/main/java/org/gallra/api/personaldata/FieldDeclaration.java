package org.gallra.api.personaldata;

import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a bundle declared about one column.
 *
 * @param id the record's id, a dot and the attribute's name, such as {@code activity.activity.subject}
 * @param label the name shown to people
 * @param column the column
 * @param type the type of its values
 * @param nullable whether the column allows null, as declared
 * @param category what kind of data it is
 * @param kind how it leads to a person
 * @param strategy what an anonymization does with it
 * @param mandatory whether every anonymization takes it
 * @param replacement the text for {@link Strategy#LABEL}, otherwise null
 * @param bucket the size for {@link Strategy#BUCKET}
 * @param extract what an extract does with it
 * @param provided whether the person provided it (GDPR article 20)
 * @param ground why it is kept or withheld, or null
 * @param purpose why it is processed, or null
 * @param legalBasis the legal basis, or null
 * @param source where it comes from, or null
 * @param retention how long it is kept, or null
 * @param recipients who receives it, or null
 * @param keepsRow whether a deletion keeps a row in which it is set, see {@link PersonalField#keepsRow}
 * @param recognition whether erased people are recognized by it, see {@link PersonalField#recognition}
 */
@ProviderType
public record FieldDeclaration(
        String id,
        Text label,
        String column,
        ColumnType type,
        boolean nullable,
        DataCategory category,
        FieldKind kind,
        Strategy strategy,
        boolean mandatory,
        @Nullable String replacement,
        long bucket,
        ExtractPolicy extract,
        boolean provided,
        @Nullable Text ground,
        @Nullable Text purpose,
        @Nullable Text legalBasis,
        @Nullable Text source,
        @Nullable Text retention,
        @Nullable Text recipients,
        boolean keepsRow,
        Recognition recognition) {}
