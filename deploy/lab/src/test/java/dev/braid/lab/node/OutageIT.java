package dev.braid.lab.node;

import static dev.braid.lab.node.Scrape.label;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.lab.Addresses;
import dev.braid.lab.InHost;
import dev.braid.lab.Lab;
import dev.braid.lab.LabPlan;
import dev.braid.lab.LabProcess;
import dev.braid.node.contract.NodeStatus.State;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** TCP connections on carriers of their own live through the loss of links, of all of them too: nobody reconnects. */
class OutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PORT = 5000;

    private static TestNet net;
    private static Lab lab;

    @BeforeAll
    static void up() throws Exception {
        net = TestNet.streaming("OutageIT", LabPlan.forTest().home(), "");
        lab = net.lab();
        Await.until(
                "TCP is taken",
                PATIENCE,
                () -> lab.exec("edge", "nft", "list", "tables").contains("braid_streams"),
                net.edge()::log);
        for (String link : List.of("dsl", "lte")) {
            awaitSubflows(link);
        }
    }

    @AfterAll
    static void down() throws Exception {
        if (net != null) {
            net.close();
        }
    }

    private static void awaitSubflows(String path) throws Exception {
        Await.until("subflows on " + path, PATIENCE, () -> net.edge().path(path).subflows() >= 12, net.edge()::log);
    }

    private static void await(String path, State state) throws Exception {
        Await.until(path + " is " + state, PATIENCE, () -> net.edge().path(path).state() == state, net.edge()::log);
    }

    private static void silence(boolean on, String... links) {
        for (String link : links) {
            lab.link(link).blackhole(on);
        }
    }

    @Test
    void connectionsOutliveTheSilenceOfAllLinks() throws Exception {
        try (ServerSocket listener = InHost.call(lab, "server", () -> new ServerSocket(PORT));
                Socket client = InHost.call(lab, "lan", OutageIT::connect);
                Socket server = listener.accept()) {
            echo(client, server);
            silence(true, "dsl", "lte");
            await("dsl", State.DOWN);
            await("lte", State.DOWN);
            client.getOutputStream().write('a');
            // Longer than anything that the packet lane's carriers live through.
            Await.until(
                    "the packet lane's carriers are given up",
                    PATIENCE,
                    () -> net.edge().status().tunnels().getFirst().state() != State.UP,
                    net.edge()::log);
            silence(false, "dsl", "lte");
            assertThat(server.getInputStream().read()).isEqualTo('a');
            echo(client, server);
            await("dsl", State.UP);
            await("lte", State.UP);
            echo(client, server);
        } finally {
            silence(false, "dsl", "lte");
        }
    }

    /** The kernel would wait for minutes, and with it whoever has a connection there. */
    @Test
    void aConnectionWithoutAnyPathLeftIsEndedWhileOthersGoOn() throws Exception {
        try (ServerSocket listener = InHost.call(lab, "server", () -> new ServerSocket(PORT))) {
            try (Socket client = InHost.call(lab, "lan", OutageIT::connect);
                    Socket server = listener.accept()) {
                echo(client, server);
                Middlebox.refuseJoins(lab, "dsl", "lte");
                lab.link("lte").carrier(false);
                await("lte", State.DOWN);
                lab.link("lte").carrier(true);
                awaitRoute();
                echo(client, server);
                silence(true, "dsl");
                assertThat(isEnded(client)).isTrue();
            }
            try (Socket client = InHost.call(lab, "lan", OutageIT::connect);
                    Socket server = listener.accept()) {
                echo(client, server);
            }
        } finally {
            Middlebox.remove(lab);
            silence(false, "dsl");
            await("dsl", State.UP);
            // What was found out about lte is forgotten with the link.
            lab.link("lte").carrier(false);
            await("lte", State.DOWN);
            lab.link("lte").carrier(true);
            await("lte", State.UP);
            awaitSubflows("dsl");
            awaitSubflows("lte");
        }
    }

    private static void awaitRoute() throws Exception {
        Await.until(
                "lte answers probes",
                PATIENCE,
                () -> !"no carrier".equals(net.edge().path("lte").reason())
                        && net.edge().path("lte").rttMs() > 0,
                net.edge()::log);
    }

    /** False when nothing is heard for as long as {@link #echo} has allowed it. */
    private static boolean isEnded(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void aDownloadGoesOnWhenItsLinksGoOneAfterTheOther() throws Exception {
        try (Https https = Https.serve(net, 60);
                LabProcess fetch = https.startFetch("lan", Addresses.SERVER)) {
            double before = inbound("dsl");
            Await.until("dsl carries", PATIENCE, () -> inbound("dsl") > before + 2e6, net.edge()::log);
            for (String link : List.of("dsl", "lte")) {
                silence(true, link);
                await(link, State.DOWN);
                silence(false, link);
                await(link, State.UP);
            }
            assertThat(Https.fetched(fetch)).isEqualTo(https.sha256());
        } finally {
            silence(false, "dsl", "lte");
        }
    }

    private static double inbound(String path) throws IOException {
        return net.edge().scrape().sum("braid_inbound_path_bytes_total", label("path", path));
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(Addresses.SERVER, PORT), (int) PATIENCE.toMillis());
        return socket;
    }

    private static void echo(Socket client, Socket server) throws IOException {
        for (Socket one : List.of(client, server)) {
            one.setSoTimeout((int) PATIENCE.toMillis());
        }
        client.getOutputStream().write('q');
        assertThat(server.getInputStream().read()).isEqualTo('q');
        server.getOutputStream().write('a');
        assertThat(client.getInputStream().read()).isEqualTo('a');
    }
}
