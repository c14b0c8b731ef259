package dev.braid.lab.node;

import static dev.braid.lab.node.Scrape.label;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.lab.Addresses;
import dev.braid.lab.Iperf;
import dev.braid.lab.Lab;
import dev.braid.lab.LabPlan;
import dev.braid.lab.LabProcess;
import dev.braid.node.contract.NodeStatus.State;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One link goes while a transfer runs: the transfer goes on, the status says what is wrong, and the link comes back. */
class LinkIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static TestNet net;
    private static Lab lab;

    @BeforeAll
    static void up() throws Exception {
        net = TestNet.running("LinkIT", LabPlan.forTest().home());
        lab = net.lab();
    }

    @AfterAll
    static void down() throws Exception {
        if (net != null) {
            net.close();
        }
    }

    @Test
    void pulledCable() throws Exception {
        cut(() -> lab.link("dsl").carrier(false), () -> lab.link("dsl").carrier(true), "no carrier");
    }

    @Test
    void silentLink() throws Exception {
        cut(() -> lab.link("dsl").blackhole(true), () -> lab.link("dsl").blackhole(false), "");
    }

    /** A change of a link. */
    private interface Act {
        void run() throws Exception;
    }

    /** {@code reason} is what the status says; empty when any will do. */
    private static void cut(Act cut, Act restore, String reason) throws Exception {
        try (Https https = Https.serve(net, 60);
                LabProcess fetch = https.startFetch("lan", Addresses.SERVER)) {
            double before = inbound("dsl");
            Await.until("dsl carries", PATIENCE, () -> inbound("dsl") > before + 5e6);
            cut.run();
            Await.until("dsl is down", PATIENCE, () -> net.edge().path("dsl").state() == State.DOWN, net.edge()::log);
            assertThat(net.edge().path("dsl").reason()).isNotBlank().contains(reason);
            Await.until("lte is up", PATIENCE, () -> net.edge().path("lte").state() == State.UP, net.edge()::log);
            assertThat(Https.fetched(fetch)).isEqualTo(https.sha256());
        } finally {
            restore.run();
        }
        Await.until("dsl is up", PATIENCE, () -> net.edge().path("dsl").state() == State.UP, net.edge()::log);
        try (Https https = Https.serve(net, 30)) {
            assertThat(https.fetch("lan", Addresses.SERVER)).isEqualTo(https.sha256());
        }
        double before = inbound("dsl");
        // One flow of the packet lane may be content with the other link; eight are not.
        Iperf.between("lan", "server", Addresses.SERVER)
                .flows(8)
                .reversed()
                .seconds(5)
                .run(lab);
        assertThat(inbound("dsl") - before).isGreaterThan(15e6);
        Await.until("both up", PATIENCE, () -> net.edge().scrape().sum("braid_path_up") == 2, net.edge()::log);
    }

    private static double inbound(String path) throws Exception {
        return net.edge().scrape().sum("braid_inbound_path_bytes_total", label("path", path));
    }
}
