package org.gallra.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Locale;
import org.gallra.api.persistence.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of failures of the database. */
class ProblemTest {

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "40XL1"})
    void whoLosesAgainstAnotherIsToldToTryAgain(String state) {
        Problem problem = Problem.of(new IllegalStateException(new StorageException("A statement", state)));
        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.incident()).as("nobody needs to be told").isEmpty();
        assertThat(problem.detail().en()).contains("Nothing was saved. Try again.");
        assertThat(problem.response(Locale.ENGLISH).getHeaderString("Retry-After"))
                .isEqualTo("2");
    }

    @Test
    void aFailureThatNobodyExpectedIsAnIncidentAndNamesNoValue() {
        Problem problem = Problem.of(new IllegalStateException(new SQLException("Key (email)=(a@b.se)", "XX000")));
        assertThat(problem.status()).isEqualTo(500);
        assertThat(problem.incident()).isNotEmpty();
        assertThat(problem.json(Locale.ENGLISH).toString()).doesNotContain("a@b.se");
    }

    @Test
    void aCharacterThatTheDatabaseHasNotIsRefused() {
        assertThat(Problem.of(new StorageException("A statement", "22021")).status())
                .isEqualTo(422);
    }
}
