package org.gallra.blackbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** A real identity provider (Spring Authorization Server) in this process, at another site than Gallra's; close it. */
final class IdentityProvider implements AutoCloseable {

    static final String CLIENT = "gallra";
    static final String SECRET = "secret+of the/client=";
    static final String PASSWORD = "password of the provider";

    private static volatile String callback = "";
    /** What makes a token other than it should be. */
    private static volatile Consumer<JwtClaimsSet.Builder> twist = claims -> {};

    private final ConfigurableApplicationContext running;
    private final int port;

    private IdentityProvider(ConfigurableApplicationContext running) {
        this.running = running;
        this.port = ((WebServerApplicationContext) running).getWebServer().getPort();
    }

    static IdentityProvider start(String callback) {
        IdentityProvider.callback = callback;
        // it would set up the logging of the whole process
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SpringApplication application = new SpringApplication(Setup.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        return new IdentityProvider(application.run("--server.port=0", "--server.address=127.0.0.1"));
    }

    /** Returns its name and address; browsers see another site there than at 127.0.0.1. */
    String issuer() {
        return "http://localhost:" + port;
    }

    /** Makes it answer with tokens that are wrong. */
    void twist(Consumer<JwtClaimsSet.Builder> change) {
        twist = change;
    }

    @Override
    public void close() {
        twist = claims -> {};
        running.close();
    }

    /** What it consists of. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Setup {

        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
            return http.with(
                            OAuth2AuthorizationServerConfigurer.authorizationServer(),
                            server -> server.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .build();
        }

        @Bean
        RegisteredClientRepository clients() {
            return new InMemoryRegisteredClientRepository(RegisteredClient.withId(CLIENT)
                    .clientId(CLIENT)
                    .clientSecret("{noop}" + SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(callback)
                    .scopes(scopes -> scopes.addAll(List.of("openid", "profile", "email")))
                    .clientSettings(ClientSettings.builder()
                            .requireProofKey(true)
                            .requireAuthorizationConsent(false)
                            .build())
                    .build());
        }

        @Bean
        UserDetailsService users() {
            InMemoryUserDetailsManager all = new InMemoryUserDetailsManager();
            for (String name : List.of("olle-idp", "sparrad-idp", "admin-idp", "okand-idp")) {
                all.createUser(User.withUsername(name)
                        .password("{noop}" + PASSWORD)
                        .roles("USER")
                        .build());
            }
            return all;
        }

        @Bean
        JWKSource<SecurityContext> keys() throws JOSEException {
            return new ImmutableJWKSet<>(
                    new JWKSet(new RSAKeyGenerator(2048).keyID("one").generate()));
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims() {
            return context -> {
                if (context.getTokenType().getValue().equals("id_token")) {
                    context.getClaims()
                            .claim("preferred_username", context.getPrincipal().getName());
                    twist.accept(context.getClaims());
                }
            };
        }
    }
}
