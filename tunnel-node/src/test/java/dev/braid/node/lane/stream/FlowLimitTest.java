package dev.braid.node.lane.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class FlowLimitTest {
    private static final InetAddress GREEDY = InetAddress.ofLiteral("192.168.10.2");
    private static final InetAddress MODEST = InetAddress.ofLiteral("192.168.10.3");

    private final FlowLimit limit = new FlowLimit(90);

    private static int admitted(FlowLimit limit, InetAddress host, int tries) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += limit.admit(host) ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void oneHostAloneGetsMostButNotAll() {
        assertThat(admitted(limit, GREEDY, 1_000)).isEqualTo(80);
        assertThat(admitted(limit, MODEST, 1)).isEqualTo(1);
    }

    @Test
    void neverMoreThanTheLimit() {
        for (int i = 0; i < 200; i++) {
            limit.admit(InetAddress.ofLiteral("10.0.0." + i));
        }
        assertThat(limit.open()).isEqualTo(90);
    }

    @Test
    void whatLeavesMakesRoom() {
        admitted(limit, GREEDY, 1_000);
        limit.leave(GREEDY);
        assertThat(limit.admit(GREEDY)).isTrue();
        assertThat(limit.admit(GREEDY)).isFalse();
        for (int i = 0; i < 80; i++) {
            limit.leave(GREEDY);
        }
        assertThat(limit.open()).isZero();
    }

    @Test
    void aStrangersLeavingCountsNothing() {
        limit.admit(GREEDY);
        limit.leave(MODEST);
        assertThat(limit.open()).isEqualTo(1);
    }
}
