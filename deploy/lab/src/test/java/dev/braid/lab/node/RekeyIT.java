package dev.braid.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.lab.Addresses;
import dev.braid.lab.Iperf;
import dev.braid.lab.IperfResult;
import dev.braid.lab.LabPlan;
import dev.braid.lab.Ping;
import dev.braid.lab.PingResult;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Carriers whose keys have served their time are replaced under load, and nobody notices. */
class RekeyIT {
    @Test
    void transfersOutliveTheReplacementOfAllCarriers() throws Exception {
        try (TestNet net = TestNet.up("RekeyIT", LabPlan.forTest().home())) {
            net.edge().javaOptions("-Dbraid.carrier.max-age-s=3");
            net.start();
            Instant since = net.edge().tunnel(TestNet.HUB).since();
            double before = handshakes(net);
            Iperf flows =
                    Iperf.between("lan", "server", Addresses.SERVER).flows(4).seconds(12);
            try (Iperf.Running up = flows.start(net.lab());
                    Ping ping = Ping.start(net.lab(), "lan", Addresses.SERVER, Duration.ofMillis(20))) {
                IperfResult load = up.result();
                PingResult replies = ping.stop();
                double replaced = handshakes(net) - before;
                System.out.printf(
                        "%.0f carriers replaced: %.1f Mbit/s, longest stall %.1f s, longest silence of ping %.2f s%n",
                        replaced, load.mbitPerSecond(), load.longestStallSeconds(), replies.longestSilenceSeconds());
                assertThat(replaced).isGreaterThanOrEqualTo(8);
                assertThat(load.longestStallSeconds()).isLessThan(1);
                assertThat(replies.longestSilenceSeconds()).isLessThan(1);
            }
            assertThat(net.edge().tunnel(TestNet.HUB).since()).isEqualTo(since);
            // A place may hold the old and the new for a moment, never more.
            Await.until("worn ones are gone", Duration.ofSeconds(20), () -> {
                int open = net.hub().tunnel("home").carriers().size();
                return open >= 4 && open <= 5;
            });
        }
    }

    private static double handshakes(TestNet net) throws Exception {
        return net.edge().scrape().sum("braid_carrier_handshakes_total");
    }
}
