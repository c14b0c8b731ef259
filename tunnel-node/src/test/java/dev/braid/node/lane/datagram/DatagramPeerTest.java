package dev.braid.node.lane.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.carrier.Frame;
import dev.braid.node.path.probe.Passenger;
import dev.braid.node.path.probe.ProbeKey;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An edge's and a hub's end with a wire of two paths in between, held in hand. */
class DatagramPeerTest {
    private static final int LOOP = 1;

    private final List<String> atHub = new ArrayList<>();
    private final List<String> atEdge = new ArrayList<>();
    private final List<byte[]> wire = new ArrayList<>();
    private final DatagramPeer edge = new DatagramPeer(2, (b, n) -> atEdge.add(text(b, n)));
    private final DatagramPeer hub = new DatagramPeer(2, (b, n) -> atHub.add(text(b, n)));
    private final ProbeKey key = ProbeKey.fresh(new SecureRandom());
    private final ByteBuf frame = Unpooled.directBuffer(2_000);
    private int ways = 2;
    private long nowNs;

    @BeforeEach
    void begin() {
        edge.begin(key, true, this::carry);
        hub.begin(key, false, this::carry);
    }

    @AfterEach
    void release() {
        frame.release();
    }

    private int carry(byte[] datagram, int lengthBytes, long ns) {
        for (int i = 0; i < ways; i++) {
            wire.add(Arrays.copyOf(datagram, lengthBytes));
        }
        return ways;
    }

    private static String text(ByteBuf b, int lengthBytes) {
        return b.toString(0, lengthBytes, StandardCharsets.US_ASCII);
    }

    private boolean offer(DatagramPeer from, String packet) {
        frame.setIndex(0, Frame.HEADER_BYTES);
        ByteBufUtil.writeAscii(frame, packet);
        frame.setInt(0, Frame.header(Frame.PACKET, packet.length()));
        nowNs += 20_000_000;
        return from.offer(LOOP, frame, 7, true, nowNs);
    }

    private void arrive(DatagramPeer at) {
        wire.forEach(d -> at.arrived(d, d.length));
        wire.clear();
    }

    @Test
    void ofTwoCopiesTheFirstCounts() {
        assertThat(offer(edge, "hello")).isTrue();
        assertThat(wire).hasSize(2);
        arrive(hub);
        assertThat(atHub).containsExactly("hello");
        assertThat(hub.figures()).isEqualTo(new DatagramFigures(0, 0, 1, 0));
        assertThat(edge.figures()).isEqualTo(new DatagramFigures(2, 0, 0, 0));
    }

    @Test
    void aLostPathLosesNothing() {
        for (int i = 0; i < 500; i++) {
            offer(edge, "packet " + i);
            wire.removeFirst();
            arrive(hub);
        }
        assertThat(atHub).hasSize(500).last().isEqualTo("packet 499");
    }

    @Test
    void aSlowerPathsCopiesComeLateAndAreKnown() {
        List<byte[]> late = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            offer(edge, "packet " + i);
            late.add(wire.removeLast());
            arrive(hub);
        }
        wire.addAll(late);
        arrive(hub);
        assertThat(atHub).hasSize(300);
        assertThat(hub.figures().doubles()).isEqualTo(300);
    }

    @Test
    void bothEndsSpeakAtOnce() {
        offer(edge, "up");
        arrive(hub);
        offer(hub, "down");
        arrive(edge);
        assertThat(atHub).containsExactly("up");
        assertThat(atEdge).containsExactly("down");
    }

    @Test
    void whereOneWayIsLeftACarrierTakesTheSecondCopy() {
        ways = 1;
        assertThat(offer(edge, "hello")).isFalse();
        assertThat(Frame.type(frame.getInt(0))).isEqualTo(Frame.COPY);
        int payload = frame.writerIndex() - Frame.HEADER_BYTES;
        assertThat(payload).isEqualTo("hello".length() + DatagramPeer.COPY_TRAILER_BYTES);
        assertThat(hub.isFirst(frame, Frame.HEADER_BYTES, payload)).isTrue();
        arrive(hub);
        assertThat(atHub).as("came by the carrier already").isEmpty();

        offer(edge, "again");
        arrive(hub);
        assertThat(hub.isFirst(frame, Frame.HEADER_BYTES, frame.writerIndex() - Frame.HEADER_BYTES))
                .isFalse();
        assertThat(atHub).containsExactly("again");
        assertThat(edge.figures().copiesByCarrier()).isEqualTo(2);
    }

    @Test
    void withoutAWayThePacketStaysWhatItWas() {
        ways = 0;
        assertThat(offer(edge, "hello")).isFalse();
        assertThat(frame.getInt(0)).isEqualTo(Frame.header(Frame.PACKET, 5));
        assertThat(frame.writerIndex()).isEqualTo(Frame.HEADER_BYTES + 5);
    }

    @Test
    void whatWouldNeedFragmentsStaysInThePacketLane() {
        assertThat(offer(edge, "x".repeat(Datagram.MAX_PAYLOAD_BYTES))).isTrue();
        assertThat(wire).allSatisfy(d -> assertThat(d).hasSize(Passenger.MAX_BYTES));
        wire.clear();
        assertThat(offer(edge, "x".repeat(Datagram.MAX_PAYLOAD_BYTES + 1))).isFalse();
        assertThat(offer(edge, "behind it")).as("must not overtake it").isFalse();
        assertThat(wire).isEmpty();
    }

    @Test
    void nothingIsReadableOnTheWire() {
        offer(edge, "a secret that is long enough");
        assertThat(new String(wire.getFirst(), StandardCharsets.ISO_8859_1)).doesNotContain("secret");
        assertThat(wire.getFirst()).isEqualTo(wire.getLast());
    }

    @Test
    void noBitMayBeAnother() {
        offer(edge, "hello");
        byte[] good = wire.getFirst();
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            hub.arrived(bad, bad.length);
        }
        assertThat(atHub).isEmpty();
        assertThat(hub.figures().refused()).isEqualTo(good.length * 8L);
        arrive(hub);
        assertThat(atHub).as("and the true one still counts").containsExactly("hello");
    }

    @Test
    void whatWeHaveSentDoesNotComeBackAsThePeers() {
        offer(edge, "hello");
        arrive(edge);
        assertThat(atEdge).isEmpty();
        assertThat(edge.figures().refused()).isEqualTo(2);
    }

    @Test
    void anotherKeyBeginsAnewAndTheSameOneGoesOn() {
        offer(edge, "one");
        arrive(hub);
        edge.begin(key, true, this::carry);
        offer(edge, "two");
        arrive(hub);
        assertThat(atHub).containsExactly("one", "two");

        ProbeKey next = ProbeKey.fresh(new SecureRandom());
        hub.begin(next, false, this::carry);
        offer(edge, "old key");
        arrive(hub);
        edge.begin(next, true, this::carry);
        offer(edge, "new key");
        arrive(hub);
        assertThat(atHub).containsExactly("one", "two", "new key");
    }

    @Test
    void keysChangeWithTheEpochAndTheOldOneIsNotTakenAnyMore() {
        DatagramKeys keys = new DatagramKeys(key, true);
        OpeningChannel opening = new OpeningChannel(keys, 3);
        long last = (1L << 22) - 1;
        byte[] plain = new byte[Datagram.MAX_PAYLOAD_BYTES];
        byte[] before = sealed(keys, last);
        byte[] after = sealed(keys, last + 1);
        assertThat(keys.of(3, 0)).isNotEqualTo(keys.of(3, 1));
        assertThat(opening.accept(last - 1)).isTrue();
        assertThat(opening.open(after, after.length, plain)).isEqualTo(OpeningChannel.Found.FIRST);
        assertThat(opening.open(before, before.length, plain)).isEqualTo(OpeningChannel.Found.FALSE);
        byte[] far = sealed(keys, 3L << 22);
        byte[] forged = far.clone();
        forged[Datagram.HEADER_BYTES]++;
        assertThat(opening.open(forged, forged.length, plain)).isEqualTo(OpeningChannel.Found.FALSE);
        assertThat(opening.open(far, far.length, plain))
                .as("whole epochs may be lost on the way")
                .isEqualTo(OpeningChannel.Found.FIRST);
        byte[] next = sealed(keys, (3L << 22) + 1);
        assertThat(opening.open(next, next.length, plain)).isEqualTo(OpeningChannel.Found.FIRST);
    }

    @Test
    void aKeyIsNeverBegunASecondTime() {
        offer(edge, "one");
        edge.begin(ProbeKey.fresh(new SecureRandom()), true, this::carry);
        offer(edge, "two");
        wire.clear();
        edge.begin(key, true, this::carry);
        assertThat(offer(edge, "three"))
                .as("its sequences would be nonces again")
                .isFalse();
        assertThat(wire).isEmpty();
    }

    @Test
    void aCopyOfAnotherSessionSaysNothingOfThisOne() {
        ways = 1;
        offer(edge, "hello");
        int payload = frame.writerIndex() - Frame.HEADER_BYTES;
        hub.begin(ProbeKey.fresh(new SecureRandom()), false, this::carry);
        assertThat(hub.isFirst(frame, Frame.HEADER_BYTES, payload)).isTrue();
        assertThat(hub.isFirst(frame, Frame.HEADER_BYTES, payload)).isTrue();
    }

    private static byte[] sealed(DatagramKeys keys, long sequence) {
        try {
            byte[] datagram = new byte[Passenger.MAX_BYTES];
            Datagram.write(datagram, 3, keys.session(), sequence);
            javax.crypto.Cipher cipher = DatagramKeys.newCipher();
            DatagramKeys.init(
                    cipher, javax.crypto.Cipher.ENCRYPT_MODE, keys.of(3, DatagramKeys.epoch(sequence)), sequence);
            cipher.updateAAD(datagram, 0, Datagram.HEADER_BYTES);
            int length = cipher.doFinal(new byte[40], 0, 40, datagram, Datagram.HEADER_BYTES);
            return Arrays.copyOf(datagram, Datagram.HEADER_BYTES + length);
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void garbageIsRefusedAndNothingElse() {
        Random random = new Random(5);
        offer(edge, "hello");
        byte[] good = wire.getFirst();
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = random.nextBoolean() ? good.clone() : new byte[random.nextInt(Passenger.MAX_BYTES) + 1];
            if (bad.length != good.length) {
                random.nextBytes(bad);
            }
            int at = random.nextInt(bad.length);
            bad[at] = (byte) (bad[at] + 1 + random.nextInt(255));
            hub.arrived(bad, random.nextInt(bad.length) + 1);
        }
        assertThat(atHub).isEmpty();
        assertThat(hub.figures().refused()).isEqualTo(20_000);
    }
}
