package dev.braid.node.lane.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.carrier.CarrierEnd.Reason;
import dev.braid.node.carrier.Frame;
import dev.braid.node.lane.stream.StreamGround.Client;
import dev.braid.node.lane.stream.StreamGround.Far;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which connection gets which carrier, and which none. */
class StreamPeerTest {
    private static final InetAddress GREEDY = InetAddress.ofLiteral("192.168.50.2");
    private static final InetAddress OTHER = InetAddress.ofLiteral("192.168.50.3");
    private static final int TCP_CLOSE = 7;

    private final StreamGround ground = new StreamGround();

    StreamPeerTest() throws IOException {}

    @AfterEach
    void close() throws Exception {
        ground.close();
    }

    private static long refused(StreamPeer peer, Refused reason) {
        return peer.counters().refused(reason, true);
    }

    @Test
    void anIdleCarrierIsTakenAtOnce() throws Exception {
        StreamPeer peer = ground.peer(4);
        Far far = ground.carrier(peer);
        Client client = ground.take(peer, GREEDY);
        assertThat(far.openedBy()).isEqualTo(client.port());
        assertThat(peer.flowsOpen()).isOne();
        assertThat(peer.counters().misses()).isZero();
    }

    @Test
    void whoFindsNoneGetsTheNextThatComes() throws Exception {
        StreamPeer peer = ground.peer(4);
        Client client = ground.take(peer, GREEDY);
        assertThat(peer.counters().misses()).isOne();
        assertThat(peer.pool().waiting()).isOne();
        assertThat(ground.carrier(peer).openedBy()).isEqualTo(client.port());
        assertThat(peer.pool().waiting()).isZero();
        assertThat(peer.pool().busy()).isOne();
    }

    @Test
    void whoWaitsIsNoFlowYet() throws Exception {
        StreamPeer peer = ground.peer(4);
        ground.take(peer, GREEDY, 10);
        assertThat(peer.pool().waiting()).isEqualTo(10);
        assertThat(peer.flowsOpen()).isZero();
        ground.carrier(peer).openedBy();
        assertThat(peer.flowsOpen()).isOne();
        assertThat(refused(peer, Refused.TOO_MANY)).isZero();
    }

    @Test
    void hostsThatWaitTakeTurns() throws Exception {
        StreamPeer peer = ground.peer(4);
        List<Client> greedy = ground.take(peer, GREEDY, 3);
        Client other = ground.take(peer, OTHER);
        List<Far> carriers = ground.carriers(peer, 4);
        assertThat(carriers.get(0).openedBy()).isEqualTo(greedy.get(0).port());
        assertThat(carriers.get(1).openedBy()).isEqualTo(other.port());
        assertThat(carriers.get(2).openedBy()).isEqualTo(greedy.get(1).port());
        assertThat(carriers.get(3).openedBy()).isEqualTo(greedy.get(2).port());
    }

    @Test
    void whoHasGivenUpMeanwhileIsPassedOver() throws Exception {
        StreamPeer peer = ground.peer(4);
        List<Client> gaveUp = ground.take(peer, GREEDY, 2);
        Client patient = ground.take(peer, GREEDY);
        for (Client client : gaveUp) {
            client.socket().setSoLinger(true, 0);
            client.socket().close();
            StreamGround.await(() -> client.taken().tcpInfo().state() == TCP_CLOSE);
        }
        assertThat(ground.carrier(peer).openedBy()).isEqualTo(patient.port());
        assertThat(peer.flowsOpen()).isOne();
        assertThat(peer.pool().waiting()).isZero();
        assertThat(gaveUp).noneMatch(client -> client.taken().isOpen());
    }

    @Test
    void whoHasOnlySaidItsLastWordStillGetsACarrier() throws Exception {
        StreamPeer peer = ground.peer(4);
        Client client = ground.take(peer, GREEDY);
        client.socket().shutdownOutput();
        Far far = ground.carrier(peer);
        assertThat(far.openedBy()).isEqualTo(client.port());
        far.await(Frame.FIN);
    }

    @Test
    void ofManyHostsNoneGetsAll() throws Exception {
        StreamPeer peer = ground.peer(9);
        ground.carriers(peer, 10);
        List<Client> greedy = ground.take(peer, GREEDY, 9);
        assertThat(greedy.getLast().isReset()).isTrue();
        assertThat(refused(peer, Refused.TOO_MANY)).isOne();
        assertThat(peer.flowsOpen()).isEqualTo(8);
        ground.take(peer, OTHER);
        assertThat(peer.flowsOpen()).isEqualTo(9);
        assertThat(ground.take(peer, OTHER).isReset()).isTrue();
        assertThat(refused(peer, Refused.TOO_MANY)).isEqualTo(2);
    }

    /** Whichever end says its last word last. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoWaitsAtTheLimitGetsTheCarrierOfAFlowThatEnds(boolean serverFirst) throws Exception {
        StreamPeer peer = ground.peer(4);
        List<Far> carriers = ground.carriers(peer, 4);
        List<Client> open = ground.take(peer, GREEDY, 4);
        Far far = carriers.get(0);
        int ends = far.openedBy();
        Client client = open.stream().filter(c -> c.port() == ends).findFirst().orElseThrow();
        Client waiting = ground.take(peer, GREEDY);
        if (serverFirst) {
            far.send(Frame.FIN);
            assertThat(client.socket().getInputStream().read()).isEqualTo(-1);
            client.socket().close();
            far.await(Frame.FIN);
        } else {
            client.socket().shutdownOutput();
            far.await(Frame.FIN);
            far.send(Frame.FIN);
        }
        assertThat(far.openedBy()).isEqualTo(waiting.port());
        assertThat(peer.flowsOpen()).isEqualTo(4);
        assertThat(refused(peer, Refused.TOO_MANY)).isZero();
    }

    @Test
    void whoWaitsAtTheLimitKeepsItsPlaceWhenAFreshCarrierComes() throws Exception {
        StreamPeer peer = ground.peer(4);
        List<Far> carriers = ground.carriers(peer, 4);
        ground.take(peer, GREEDY, 4);
        ground.take(peer, GREEDY, 2);
        ground.carrier(peer);
        assertThat(peer.pool().waiting()).isEqualTo(2);
        assertThat(peer.pool().idle()).isOne();
        assertThat(refused(peer, Refused.TOO_MANY)).isZero();
        Far far = carriers.getFirst();
        far.openedBy();
        far.breakOff();
        StreamGround.await(() -> peer.pool().waiting() == 1);
        assertThat(peer.flowsOpen()).isEqualTo(4);
        assertThat(refused(peer, Refused.TOO_MANY)).isZero();
    }

    @Test
    void aHostWithItsShareWaitsAndAnotherPassesIt() throws Exception {
        StreamPeer peer = ground.peer(9);
        ground.carriers(peer, 8);
        ground.take(peer, GREEDY, 8);
        ground.take(peer, GREEDY, 2);
        Client other = ground.take(peer, OTHER);
        assertThat(ground.carrier(peer).openedBy()).isEqualTo(other.port());
        assertThat(peer.flowsOpen()).isEqualTo(9);
        assertThat(peer.pool().waiting()).isEqualTo(2);
        assertThat(refused(peer, Refused.TOO_MANY)).isZero();
    }

    @Test
    void whoHasWaitedTooLongIsToldWhatWasMissing() throws Exception {
        StreamPeer peer = ground.peer(4);
        Client early = ground.take(peer, GREEDY);
        peer.sweep(System.nanoTime());
        assertThat(early.taken().isOpen()).isTrue();
        peer.sweep(System.nanoTime() + WaitingLine.WAIT_NS);
        assertThat(early.isReset()).isTrue();
        assertThat(refused(peer, Refused.NO_CARRIER)).isOne();
        ground.carriers(peer, 4);
        ground.take(peer, GREEDY, 4);
        Client more = ground.take(peer, GREEDY);
        ground.carrier(peer);
        peer.sweep(System.nanoTime() + WaitingLine.WAIT_NS);
        assertThat(more.isReset()).isTrue();
        assertThat(refused(peer, Refused.NO_CARRIER)).isOne();
        assertThat(refused(peer, Refused.TOO_MANY)).isOne();
        assertThat(peer.flowsOpen()).isEqualTo(4);
    }

    @Test
    void whoseCarrierIsGoneBeforeItBeginsGetsTheNext() throws Exception {
        StreamPeer peer = ground.peer(4);
        Far lost = ground.carrier(peer);
        Client first = ground.client(GREEDY);
        Client second = ground.client(GREEDY);
        ground.loop
                .submit(() -> {
                    lost.carrier().close(Reason.CONNECTION_LOST, ""); // which it says in its turn, not at once
                    StreamGround.take(peer, first);
                    StreamGround.take(peer, second);
                })
                .get();
        StreamGround.await(() -> peer.pool().waiting() == 2);
        assertThat(peer.flowsOpen()).isZero();
        assertThat(ground.carrier(peer).openedBy()).isEqualTo(first.port());
        assertThat(ground.carrier(peer).openedBy()).isEqualTo(second.port());
        assertThat(peer.flowsOpen()).isEqualTo(2);
    }

    @Test
    void allWhoWaitAreRefusedAtTheEnd() throws Exception {
        StreamPeer peer = ground.peer(4);
        List<Client> waiting = ground.take(peer, GREEDY, 3);
        peer.close();
        assertThat(waiting).allMatch(Client::isReset);
        assertThat(refused(peer, Refused.SHUTDOWN)).isEqualTo(3);
        assertThat(peer.pool().waiting()).isZero();
    }
}
