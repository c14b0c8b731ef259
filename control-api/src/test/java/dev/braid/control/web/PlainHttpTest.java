package dev.braid.control.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.control.store.StartException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class PlainHttpTest {
    /** Words apart are settings. */
    private static MockEnvironment with(String settings) {
        MockEnvironment environment = new MockEnvironment();
        for (String setting : settings.split(" ")) {
            String[] pair = setting.split("=", 2);
            environment.setProperty(pair[0], pair[1]);
        }
        return environment;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.address=127.0.0.1",
                "server.address=::1",
                "server.address=0.0.0.0 braid.tls.hosts=braid.example",
                "server.address=0.0.0.0 braid.tls.hosts=braid.example server.ssl.enabled=false",
                "server.address=0.0.0.0 server.ssl.certificate=/etc/braid/web.crt",
                "server.address=0.0.0.0 server.ssl.bundle=web",
                "server.address=0.0.0.0 braid.plain-http=true"
            })
    void nothingInTheClearWithoutBeingAsked(String settings) {
        assertThatCode(() -> new PlainHttp(with(settings))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.address=0.0.0.0",
                "server.address=",
                "server.address=192.0.2.1 braid.tls.hosts=",
                "server.address=0.0.0.0 server.ssl.certificate=/etc/braid/web.crt server.ssl.enabled=false",
                "server.address=0.0.0.0 server.ssl.bundle=web server.ssl.enabled=false"
            })
    void inTheClearForOtherMachinesItDoesNotStart(String settings) {
        assertThatThrownBy(() -> new PlainHttp(with(settings)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("braid.tls.hosts");
    }
}
