package org.gallra.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {

    private static HttpServletRequest request(Map<String, String> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                OriginsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, args) -> {
                    if (method.getName().equals("getHeader")) {
                        return headers.get((String) args[0]);
                    }
                    return method.getName().equals("getMethod") ? "POST" : null;
                });
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, same-origin, true",
        "Sec-Fetch-Site, none, true",
        "Sec-Fetch-Site, same-site, false",
        "Sec-Fetch-Site, cross-site, false",
        "Origin, http://127.0.0.1:8182, true",
        "Origin, http://127.0.0.1:8181, false",
        "Origin, https://elsewhere.example, false",
        "Origin, null, false",
        "X-None, x, true"
    })
    void formsOfOtherSitesAreNotTaken(String header, String value, boolean taken) {
        assertThat(Origins.foreign(request(Map.of("Host", "127.0.0.1:8182", header, value))))
                .isEqualTo(!taken);
    }
}
