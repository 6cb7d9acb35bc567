package org.gallra.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gallra.api.GallraException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused as a password, and what is not. */
class PasswordsTest {

    private static final List<String> NEAR =
            List.of("gallra", "anna.ek", "Anna Ek", "anna.ek@exempelbolaget.se", "Exempelbolaget AB");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "password1234",
                "Password2024!",
                "qwertyuiop12",
                "1qaz2wsx3edc",
                "123456789012",
                "letmein12345",
                "iloveyou2024",
                "aaaaaaaaaaaaaa",
                "abcabcabcabc",
                "anna.ek.anna.ek",
                "Exempelbolaget1",
                "exempelbolaget2026",
                "gallragallra12",
                "sommarsommar1"
            })
    void refused(String password) {
        assertThatThrownBy(() -> Passwords.check(NEAR, password)).isInstanceOf(GallraException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct-horse-battery-staple",
                "En lång mening som lösenord 7",
                "tre gröna hästar dansar",
                "k8#Lq2!vTz9wRp",
                "7fK2-mmQ9-xx4T-pLr8"
            })
    void taken(String password) {
        assertThatCode(() -> Passwords.check(NEAR, password)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 200})
    void longOnesAreLookedAtQuickly(int length) {
        String password =
                "Blåbärssoppa med grädde och ett kors i taket ".repeat(6).substring(0, length);
        assertThatCode(() -> Passwords.check(NEAR, password)).doesNotThrowAnyException();
    }
}
