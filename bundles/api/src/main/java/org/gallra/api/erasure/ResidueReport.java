package org.gallra.api.erasure;

import java.time.Instant;
import java.util.List;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the search for the people's identifiers found after an act: in every text column of every table, declared or not, and
 * in the server's files. Holds no personal data.
 *
 * @param state whether it was searched
 * @param people how many contacts the act was about
 * @param probed for how many of them identifiers were known; the rest could not be searched for
 * @param identifiers how many identifiers were searched for
 * @param columns how many columns were searched
 * @param files how many files were searched
 * @param residue how many findings nobody accounts for; 0 is what an act should leave
 * @param places where something was found, what counts as residue first
 * @param skipped what could not be searched, in words
 * @param again whether it can be searched again: the identifiers are known for a while only
 * @param finishedAt when the search ended (UTC), or null before
 * @param entry the number of its entry in the ledger; 0 before
 */
@ProviderType
public record ResidueReport(
        State state,
        long people,
        long probed,
        long identifiers,
        int columns,
        int files,
        long residue,
        List<Place> places,
        List<Text> skipped,
        boolean again,
        @Nullable Instant finishedAt,
        long entry) {

    /** Copies the lists. */
    public ResidueReport {
        places = List.copyOf(places);
        skipped = List.copyOf(skipped);
    }

    /** Whether it was searched. */
    @ProviderType
    public enum State {
        /** The search waits or goes on. */
        PENDING,
        /** The search is over. */
        DONE
    }

    /** What a finding means. */
    @ProviderType
    public enum Standing {
        /** In a column that nobody declared as personal: residue. */
        UNDECLARED(
                true, new Text("Kolumnen är inte deklarerad som personlig", "The column is not declared as personal")),
        /** In a declared field that was to be erased, most often a text about others that names the person: residue. */
        DECLARED(
                true,
                new Text(
                        "Deklarerat fält, ofta en text hos någon annan som nämner personen",
                        "A declared field, often a text with somebody else that names the person")),
        /** In a file of the server: residue. */
        FILE(true, new Text("Fil hos servern", "A file of the server")),
        /** In a declared field that was not chosen. */
        NOT_CHOSEN(false, new Text("Fältet valdes inte", "The field was not chosen")),
        /** In a field that is kept on a ground. */
        KEPT(false, new Text("Behålls på en grund", "Kept on a ground")),
        /** Another contact or company has the same name, address or number. */
        SHARED(
                false,
                new Text(
                        "Någon annan har samma namn, adress eller nummer",
                        "Somebody else has the same name, address or number"));

        private final boolean residue;
        private final Text label;

        Standing(boolean residue, Text label) {
            this.residue = residue;
            this.label = label;
        }

        /** Tells whether it counts as residue. */
        public boolean residue() {
            return residue;
        }

        /** Returns the words shown to people. */
        public Text label() {
            return label;
        }
    }

    /**
     * A place where something was found.
     *
     * @param place a table and its column, or a file
     * @param count how many findings: an identifier counts once a row, however often it stands there
     * @param standing what that means
     * @param ground the ground on which the field is kept, or null
     */
    @ProviderType
    public record Place(
            String place,
            long count,
            Standing standing,
            @Nullable Text ground) {}

    /** Returns what is known before the search. */
    public static ResidueReport pending(long people) {
        return new ResidueReport(State.PENDING, people, 0, 0, 0, 0, 0, List.of(), List.of(), false, null, 0);
    }

    /** Returns the same with or without the chance to search again. */
    public ResidueReport again(boolean possible) {
        return new ResidueReport(
                state,
                people,
                probed,
                identifiers,
                columns,
                files,
                residue,
                places,
                skipped,
                possible,
                finishedAt,
                entry);
    }
}
