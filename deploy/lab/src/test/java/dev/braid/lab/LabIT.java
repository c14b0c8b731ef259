package dev.braid.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The topology as its hosts see it, and what is left of it afterwards: nothing. */
class LabIT {
    private static final String PREFIX = LabPlan.forTest().prefix();

    @Test
    void edgeReachesTheHubOverEachUplinkInBothFamilies() throws IOException {
        try (Lab lab = LabPlan.forTest().home().withStranger().up()) {
            for (String address : List.of(Addresses.HUB, Addresses.HUB_V6, Addresses.STRANGER, Addresses.STRANGER_V6)) {
                assertReaches(lab, "edge", address);
            }
            // Not yet an edge's own source routing: the second uplink is reached by binding to its device.
            assertReaches(lab, "edge", Addresses.HUB, "-I", "lte");
            assertReaches(lab, "edge", Addresses.HUB_V6, "-I", "lte");
            assertReaches(lab, "lan", Addresses.edgeToLan(0));
            assertReaches(lab, "lan", Addresses.edgeToLanV6(0));
            assertReaches(lab, "server", Addresses.HUB_TO_SERVER);
        }
    }

    @Test
    void lanReachesNothingBehindTheEdgeByItself() throws IOException {
        try (Lab lab = LabPlan.forTest().home().up()) {
            assertThat(lab.tryExec("lan", "ping", "-n", "-c", "1", "-W", "1", Addresses.SERVER))
                    .isNotZero();
        }
    }

    @Test
    void edgeHasWhatADhcpClientLeaves() throws IOException {
        try (Lab lab = LabPlan.forTest().home().up()) {
            assertThat(lab.exec("edge", "ip", "route").lines())
                    .contains(
                            "default via 10.1.0.1 dev dsl metric 100 ",
                            "default via 10.2.0.1 dev lte metric 200 ",
                            "10.1.0.0/24 dev dsl proto kernel scope link src 10.1.0.2 ");
            assertThat(lab.exec("edge", "ip", "-6", "route"))
                    .contains("default via fd01::1 dev dsl metric 100", "default via fd02::1 dev lte metric 200");
            assertThat(lab.exec("edge", "ip", "rule").lines()).hasSize(3);
        }
    }

    @Test
    void hubSeesAPublicAddressPerUplink() throws IOException {
        try (Lab lab = LabPlan.forTest().home().up();
                LabProcess listener = lab.start("hub", "iperf3", "-s", "-1", "--forceflush")) {
            listener.awaitOutput("listening", Duration.ofSeconds(5));
            lab.exec("edge", "iperf3", "-c", Addresses.HUB, "-t", "1", "--bind-dev", "lte");
            assertThat(listener.output()).contains("Accepted connection from " + Addresses.publicAddress(0, 1));
        }
    }

    @Test
    void manyEdgesHaveUplinksOfTheirOwn() throws IOException {
        try (Lab lab = LabPlan.forTest().home().edges(3).up()) {
            assertThat(lab.links().keySet()).containsExactly("dsl", "lte", "dsl2", "lte2", "dsl3", "lte3");
            lab.link("dsl3").blackhole(true);
            assertReaches(lab, "edge2", Addresses.HUB);
            assertReaches(lab, "edge2", Addresses.HUB_V6);
            assertReaches(lab, "lan3", Addresses.edgeToLan(2));
            assertThat(lab.tryExec("edge3", "ping", "-n", "-c", "1", "-W", "1", Addresses.HUB))
                    .isNotZero();
            assertReaches(lab, "edge3", Addresses.HUB, "-I", "lte");
        }
    }

    @Test
    void plainUplinksAreNotSlowedDown() throws IOException {
        try (Lab lab = LabPlan.forTest().plainUplink("dsl").up()) {
            assertThat(lab.links()).isEmpty();
            double mbit = Iperf.between("edge", "hub", Addresses.HUB)
                    .seconds(2)
                    .run(lab)
                    .mbitPerSecond();
            assertThat(mbit).isGreaterThan(1000);
        }
    }

    @Test
    void closeLeavesNothingBehind() throws IOException {
        List<String> threadsBefore = linkThreads();
        long descriptorsBefore = descriptors();
        Lab lab = LabPlan.forTest().home().up();
        LabProcess sleeper = lab.start("hub", "sleep", "1000");
        LabProcess family = lab.start("lan", "sh", "-c", "sleep 1000 & wait");
        assertThat(Lab.namespaces(PREFIX)).hasSize(5);
        lab.close();
        assertThat(Lab.namespaces(PREFIX)).isEmpty();
        assertThat(sleeper.isAlive() || family.isAlive()).isFalse();
        assertThat(linkThreads()).isEqualTo(threadsBefore);
        assertThat(descriptors()).isLessThanOrEqualTo(descriptorsBefore);
        assertThat(sleeper.outputFile()).doesNotExist();
    }

    @Test
    void upRemovesWhatACrashHasLeft() throws IOException {
        Command.run("ip", "netns", "add", PREFIX + "edge");
        Process leftover = new ProcessBuilder("ip", "netns", "exec", PREFIX + "edge", "sleep", "1000").start();
        try (Lab lab = LabPlan.forTest().home().up()) {
            assertThat(leftover.onExit()
                            .completeOnTimeout(leftover, 5, TimeUnit.SECONDS)
                            .join()
                            .isAlive())
                    .isFalse();
            assertReaches(lab, "edge", Addresses.HUB);
        } finally {
            leftover.destroyForcibly();
        }
    }

    @Test
    void anotherLabIsLeftAlone() throws IOException {
        try (Lab lab = LabPlan.forTest().plainUplink("dsl").up()) {
            Lab.removeLeftovers("braid-");
            assertThat(Lab.namespaces(lab.plan().prefix())).hasSize(5);
        }
    }

    private static void assertReaches(Lab lab, String host, String address, String... options) throws IOException {
        String[] command = Stream.concat(Stream.of("ping", "-n", "-c", "1", "-W", "2", address), Stream.of(options))
                .toArray(String[]::new);
        assertThat(lab.exec(host, command)).contains(" 0% packet loss");
    }

    private static List<String> linkThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("link-"))
                .sorted()
                .toList();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }
}
