package org.gallra.residue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.gallra.api.residue.ResidueService.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of encryption must be what Derby did. */
class DerbyDoctorTest {

    @Test
    void tellsAnEncryptedDatabaseFromAnotherOne(@TempDir Path folder) throws Exception {
        assertThat(encryption(folder, "plain", "").fine()).isFalse();
        assertThat(encryption(folder, "locked", ";dataEncryption=true;bootPassword=a-long-password")
                        .fine())
                .isTrue();
    }

    private static Setting encryption(Path folder, String name, String how) throws Exception {
        try (Connection connection =
                DriverManager.getConnection("jdbc:derby:" + folder.resolve(name) + ";create=true" + how)) {
            return new DerbyDoctor()
                    .look(connection).stream()
                            .filter(s -> s.name().equals("dataEncryption"))
                            .findFirst()
                            .orElseThrow();
        }
    }
}
