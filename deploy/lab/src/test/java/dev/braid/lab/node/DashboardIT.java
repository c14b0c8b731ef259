package dev.braid.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.lab.Addresses;
import dev.braid.lab.ControlServer;
import dev.braid.lab.Iperf;
import dev.braid.lab.Lab;
import dev.braid.lab.LabPlan;
import dev.braid.lab.LabProcess;
import dev.braid.lab.Ping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The dashboard on two real nodes. The test of the pages runs in the hub's host and asks us, by files, for what it cannot do itself:
 * to paste a line on a machine, to move data, to pull a cable. What it checks is in {@code web-ui/test/live}.
 */
class DashboardIT {
    private static final Path ROOT = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolve("../..")
            .normalize();
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** By the host that each runs in. */
    private final Map<String, TestNode> nodes = new HashMap<>();

    private Path home;
    private Lab lab;
    private ControlServer control;

    @BeforeEach
    void up() throws Exception {
        home = Files.createTempDirectory("braid-dashboard");
        lab = LabPlan.forTest()
                .home()
                .logs(ROOT.resolve("deploy/lab/target/node-it/DashboardIT"))
                .up();
        control = ControlServer.startUntouched(lab, "hub", ROOT, home.resolve("control"), Addresses.HUB);
    }

    @AfterEach
    void down() throws IOException {
        if (lab != null) {
            lab.close();
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Test
    @Timeout(value = 11, unit = TimeUnit.MINUTES)
    void fromTheSetupLinkToAFailingLink() throws Exception {
        Path orders = Files.createDirectory(home.resolve("orders"));
        LabProcess pages = lab.start(
                "hub",
                Map.of(
                        "BRAID_ORIGIN", control.url(),
                        "BRAID_SETUP_LINK", control.setupLink().toString(),
                        "BRAID_HUB_ADDRESS", Addresses.HUB,
                        "BRAID_LAB_ORDERS", orders.toString()),
                List.of(ROOT.resolve("web-ui/npm-step").toString(), "live"));

        Await.until("the pages were tried", LIMIT, () -> served(orders, pages), pages::output);

        assertThat(pages.awaitExit(Duration.ofSeconds(5))).as(pages.output()).isZero();
        System.out.println(pages.output());
    }

    /** Does what was asked for since the last look; whether there will be no more. */
    private boolean served(Path orders, LabProcess pages) throws IOException {
        try (Stream<Path> files = Files.list(orders)) {
            files.filter(file -> file.toString().endsWith(".order")).sorted().forEach(this::serve);
        }
        return !pages.isAlive();
    }

    private void serve(Path order) {
        try {
            List<String> words = Files.readAllLines(order);
            Files.delete(order);
            Path answer = Path.of(order.toString().replace(".order", ".done"));
            Path making = Path.of(order.toString().replace(".order", ".making"));
            Files.writeString(making, done(words));
            Files.move(making, answer, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String done(List<String> words) {
        try {
            act(words);
            return Long.toString(System.currentTimeMillis());
        } catch (Exception e) {
            return "!" + words.getFirst() + ": " + e;
        }
    }

    private void act(List<String> words) throws Exception {
        switch (words.getFirst()) {
            case "join" -> join(words.get(1), words.get(2));
            case "ping" -> Await.until("a ping comes back", Duration.ofSeconds(40), this::pings, () -> "");
            case "transfer" ->
                Iperf.between("lan", "server", Addresses.SERVER)
                        .seconds(Integer.parseInt(words.get(1)))
                        .flows(8)
                        .start(lab);
            case "node-stop" -> nodes.get(words.get(1)).stop();
            case "node-start" -> nodes.get(words.get(1)).startJoined();
            case "control-stop" -> control.kill();
            case "control-start" -> control.restart();
            case "blackhole" -> lab.link(words.get(1)).blackhole(words.get(2).equals("on"));
            default -> throw new IllegalArgumentException("no such order");
        }
    }

    private void join(String host, String key) throws IOException {
        nodes.put(
                host,
                new TestNode(lab, host, host.equals("hub") ? "fra" : "home", Files.createDirectory(home.resolve(host)))
                        .join(key));
    }

    private boolean pings() throws IOException {
        return Ping.run(lab, "lan", Addresses.SERVER, 2, Duration.ofMillis(50)).lossRatio() < 1;
    }
}
