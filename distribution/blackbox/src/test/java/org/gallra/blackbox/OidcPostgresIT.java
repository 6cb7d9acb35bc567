package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Test;

/** Login by an identity provider with PostgreSQL below: what is written and read on the way. {@link OidcIT} tries everything else. */
class OidcPostgresIT extends ByProvider {

    OidcPostgresIT() {
        super(Kind.POSTGRESQL);
    }

    @Test
    void aUserComesInByTheProviderAndWhoIsBlockedDoesNot() throws Exception {
        assertThat(session(through("olle-idp"))).isEqualTo("olle-idp");
        refused(through("sparrad-idp"), "unknown");
        assertThat(admin.get("audit?limit=50&user=olle-idp").is(200).body()).contains("access.login-vouched");
    }
}
