package dev.braid.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.braid.lab.LinkEmulator.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference of all measurements: what the kernel alone makes of 100 + 50 Mbit/s. */
class BareMptcpIT {
    private static Lab lab;

    @BeforeAll
    static void up() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mptcpize")), "needs mptcpize");
        lab = LabPlan.forTest().home().up();
    }

    @AfterAll
    static void down() throws IOException {
        if (lab != null) {
            lab.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "8, false", "8, true"})
    void reachesTheSumOfTheLinks(int flows, boolean down) throws IOException {
        Direction direction = down ? Direction.DOWN : Direction.UP;
        Iperf iperf = Iperf.between("edge", "hub", Addresses.HUB)
                .flows(flows)
                .omitSeconds(0)
                .congestion("bbr")
                .overMptcp();
        try (BareMptcp _ = BareMptcp.setUp(lab, 0)) {
            long dslBefore = lab.link("dsl").counters(direction).bytes();
            long lteBefore = lab.link("lte").counters(direction).bytes();
            IperfResult result = (down ? iperf.reversed() : iperf).run(lab);
            assertThat(result.mbitPerSecond()).isBetween(115.0, 150.0);
            double dsl = lab.link("dsl").counters(direction).bytes() - dslBefore;
            double lte = lab.link("lte").counters(direction).bytes() - lteBefore;
            assertThat(lte / dsl).isBetween(0.35, 0.65);
        }
    }

    @Test
    void leavesEdgeAndHubAsTheyWere() throws IOException {
        String before = state();
        BareMptcp.setUp(lab, 0).close();
        assertThat(state()).isEqualTo(before);
    }

    private static String state() throws IOException {
        return lab.exec("edge", "ip", "rule")
                + lab.exec("edge", "ip", "-6", "rule")
                + lab.exec("edge", "ip", "route", "show", "table", "all")
                + lab.exec("edge", "ip", "mptcp", "endpoint")
                + lab.exec("edge", "ip", "mptcp", "limits")
                + lab.exec("hub", "ip", "mptcp", "limits");
    }
}
