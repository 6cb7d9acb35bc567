package org.gallra.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From where somebody comes, in coarse words and no others. */
class DoorTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0|10.1.2.3|Edge on Windows, from the local network
                    Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0|127.0.0.1|Firefox on Linux, by the server itself or its proxy
                    Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1|203.0.113.9|Safari on iOS, from the internet
                    curl/8.5.0|2001:db8::1|Program, from the internet
                    curl/8.5.0|fd00::1|Program, from the local network
                    curl/8.5.0|some.host.example|Program, from somewhere unknown
                    """)
    void words(String agent, String address, String words) {
        Door door = Door.of(agent, address);
        assertThat(door.words().en()).isEqualTo(words);
        assertThat(door.toString()).doesNotContain(address).doesNotContain("5.0");
    }
}
