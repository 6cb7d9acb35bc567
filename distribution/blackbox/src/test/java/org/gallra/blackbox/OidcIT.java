package org.gallra.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.gallra.api.persistence.Database.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;

/** Login by an identity provider: who comes in, and everything that must not let anybody in. */
class OidcIT extends ByProvider {

    OidcIT() {
        super(Kind.DERBY);
    }

    /** With a real browser, since it decides which cookies travel from one site to another. */
    @Test
    @Tag("browser")
    void aUserLogsInAtTheProviderAndIsThere() {
        try (Browser browser = new Browser()) {
            for (boolean scripts : new boolean[] {true, false}) {
                try (Browser.Window window =
                        browser.open(server, new NewContextOptions().setJavaScriptEnabled(scripts))) {
                    Page page = window.page;
                    page.navigate("/ui/companies");
                    if (scripts) {
                        window.audit();
                    }
                    window.link("Logga in med Skogsbolaget").click();
                    page.locator("input[name=username]").fill("olle-idp");
                    page.locator("input[name=password]").fill(IdentityProvider.PASSWORD);
                    page.locator("button[type=submit]").click();
                    page.waitForURL(server.url() + "/ui/companies");
                    assertThat(page.locator("h1").textContent()).contains("Företag");
                }
            }
        }
        assertThat(admin.get("audit?limit=50").is(200).body()).contains("access.login-vouched");
    }

    @Test
    void nobodyComesInWhoMayNot() throws Exception {
        assertThat(session(through("olle-idp"))).isEqualTo("olle-idp");
        refused(through("okand-idp"), "unknown");
        refused(through("sparrad-idp"), "unknown");
        // whoever must have a second factor here has to show one there
        admin.put("users/admin-idp", Map.of("role", "SYSTEM_ADMINISTRATOR")).is(200);
        try {
            refused(through("admin-idp"), "factor");
            provider.twist(claims -> claims.claim("amr", List.of("pwd", "mfa")));
            assertThat(session(through("admin-idp"))).isEqualTo("admin-idp");
        } finally {
            provider.twist(claims -> {});
            admin.put("users/admin-idp", Map.of("role", "USER", "active", false))
                    .is(200);
        }
        assertThat(admin.get("users").is(200).body()).doesNotContain("okand-idp");
        assertThat(server.logs()).doesNotContain(IdentityProvider.SECRET, "okand-idp");
    }

    @Test
    void aTokenThatIsNotForThisLoginIsGoodForNothing() throws Exception {
        Instant now = Instant.now();
        wrong(claims -> claims.claim("nonce", "another"));
        wrong(claims -> claims.audience(List.of("another client")));
        wrong(claims -> claims.audience(List.of(IdentityProvider.CLIENT, "another client"))
                .claim("azp", "another client"));
        wrong(claims -> claims.issuer("http://localhost:1"));
        wrong(claims -> claims.issuedAt(now.minusSeconds(500)).expiresAt(now.minusSeconds(120)));
        wrong(claims -> claims.issuedAt(now.plusSeconds(600)).expiresAt(now.plusSeconds(900)));
        provider.twist(claims -> claims.issuedAt(now.plusSeconds(20))); // a clock that is a little ahead
        assertThat(session(through("olle-idp"))).isEqualTo("olle-idp");
        provider.twist(claims -> {});
    }

    private void wrong(Consumer<JwtClaimsSet.Builder> twist) throws Exception {
        provider.twist(twist);
        refused(through("olle-idp"), "failed");
        provider.twist(claims -> {});
    }

    @Test
    void aCodeIsGoodOnceAndForTheBrowserThatBeganItOnly() throws Exception {
        Journey one = begin();
        Journey two = begin();
        String back = atProvider(one, "olle-idp");
        refused(get(back, two.cookie()), "failed"); // another browser: its state is another one
        refused(get(back, ""), "failed");
        refused(get(back.replaceFirst("state=[^&]*", "state="), one.cookie()), "failed");
        String strange = atProvider(two, "olle-idp").replaceFirst("state=[^&]*", "state=" + one.state());
        refused(get(strange, one.cookie()), "failed"); // the right state with the code of another login: PKCE
        assertThat(session(get(back, one.cookie()))).isEqualTo("olle-idp");
        refused(get(back, one.cookie()), "failed"); // a second time
        refused(
                get(server.url() + "/ui/oidc/callback?error=access_denied&state=" + two.state(), two.cookie()),
                "failed");
        refused(get(back + "&iss=http://localhost:1", one.cookie()), "failed");
        String cookie = one.setCookie();
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/ui/oidc", "Max-Age=600");
    }

    @Test
    void withoutTheProviderThePasswordStaysGood() throws Exception {
        Journey journey = begin();
        String back = atProvider(journey, "olle-idp");
        provider.close();
        try {
            refused(get(back, journey.cookie()), "away");
            configure("Bergsbolaget"); // whatever was known of the provider is forgotten
            refused(get(server.url() + "/ui/oidc/start", ""), "away");
            refused(get(server.url() + "/ui/oidc/start", ""), "away");
            assertThat(server.as("anna")
                            .get("session")
                            .is(200)
                            .json()
                            .get("userName")
                            .asText())
                    .isEqualTo("anna");
        } finally {
            provider = IdentityProvider.start(server.url() + "/ui/oidc/callback");
            configure("Skogsbolaget");
        }
        assertThat(session(through("olle-idp"))).isEqualTo("olle-idp");
    }
}
