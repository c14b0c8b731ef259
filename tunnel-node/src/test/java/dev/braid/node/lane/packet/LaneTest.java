package dev.braid.node.lane.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.braid.node.carrier.Carrier;
import dev.braid.node.carrier.CarrierEnd;
import dev.braid.node.carrier.CarrierEnd.Reason;
import dev.braid.node.carrier.Frame;
import dev.braid.node.carrier.TestCarrier;
import dev.braid.node.contract.Prefix;
import dev.braid.node.lane.datagram.DatagramPeer;
import dev.braid.node.linux.Errno;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.path.probe.ProbeKey;
import dev.braid.node.tun.TestTun;
import dev.braid.node.tun.VirtioNetHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The lane between a kernel and a peer that are both the test:
 *
 * <pre>
 *   tun.send -> TunQueue -> Outbound -> CarrierQueue -> Carrier -> socket
 *   tun.receive <- TunQueue <- Inbound <- CarrierQueue.frame <- test
 * </pre>
 */
class LaneTest {
    private static final int BATCHES = 4;

    private static final Prefix HOME = Prefix.parse("10.77.0.2/32");
    private static final Prefix OFFICE = Prefix.parse("10.77.0.3/32");

    private final TestTun tun = new TestTun();
    private final TestCarrier home = TestCarrier.up();
    private final PacketLane lane =
            new PacketLane(List.of(tun.queue()), List.of(home.carrier().loop()), true);
    private final List<CarrierEnd> gone = new ArrayList<>();
    private final List<Integer> controls = new ArrayList<>();
    private final PacketPeer peer = lane.addPeer("home", List.of(HOME), Set.of(), new Watcher());
    private final PacketPeer office = lane.addPeer("office", List.of(OFFICE), Set.of("home"), new Watcher());

    LaneTest() throws ErrnoException {
        peer.add(home.carrier());
    }

    private final class Watcher implements PacketPeer.Watcher {
        @Override
        public void gone(Carrier carrier, CarrierEnd end) {
            gone.add(end);
        }

        @Override
        public void control(Carrier carrier, int type, ByteBuf buffer, int index, int lengthBytes) {
            controls.add(type);
        }
    }

    @AfterEach
    void close() {
        home.carrier().close(Reason.SHUTDOWN, "");
        home.socket().runPendingTasks();
        home.socket().releaseOutbound();
        lane.outbound(0).close();
        tun.close();
    }

    private void fromKernel(ByteBuf packet) {
        ByteBuf whole = Packets.fromTun(packet);
        assertThat(tun.send(whole)).isEqualTo(whole.readableBytes());
    }

    private CarrierQueue queue() {
        CarrierQueue queue = peer.pick(0, 0);
        if (queue == null) {
            throw new AssertionError("no carrier");
        }
        return queue;
    }

    private static ByteBuf toHome(int lengthBytes) {
        return Packets.udp("192.0.2.9", 53, "10.77.0.2", 4_000, lengthBytes);
    }

    private static ByteBuf fromHome(String to) {
        return Packets.udp("10.77.0.2", 4_000, to, 53, 60);
    }

    private void toKernel(ByteBuf packet) {
        ByteBuf whole = Packets.fromTun(packet);
        queue().frame(Frame.PACKET, whole, 0, whole.readableBytes());
    }

    @Test
    void aPacketCrossesAsOneFrame() {
        fromKernel(toHome(100));
        assertThat(lane.outbound(0).getAsBoolean()).as("more").isFalse();
        assertThat(ByteBufUtil.hexDump(home.socket().sent()))
                .isEqualTo(ByteBufUtil.hexDump(Packets.frame(toHome(100))));
        assertThat(peer.totals().packetsOut()).isOne();
        assertThat(peer.totals().bytesOut()).isEqualTo(100);
    }

    @Test
    void smallPacketsOfOneTurnShareABuffer() {
        for (int i = 0; i < 20; i++) {
            fromKernel(toHome(1_400));
        }
        lane.outbound(0).getAsBoolean();
        assertThat(home.socket().outboundMessages()).hasSize(1);
    }

    @Test
    void aTurnIsBoundedAndSaysThatThereIsMore() {
        int turn = Outbound.PACKETS_PER_TURN;
        for (int i = 0; i < turn + 6; i++) {
            fromKernel(toHome(100));
        }
        assertThat(lane.outbound(0).getAsBoolean()).isTrue();
        assertThat(peer.totals().packetsOut()).isEqualTo(turn);
        assertThat(lane.outbound(0).getAsBoolean()).isFalse();
        assertThat(peer.totals().packetsOut()).isEqualTo(turn + 6);
    }

    @Test
    void packetsForNobodyAreCountedByReason() {
        fromKernel(Packets.udp("192.0.2.9", 53, "203.0.113.1", 1, 100));
        fromKernel(Packets.udp("192.0.2.9", 53, "10.77.0.3", 1, 100));
        fromKernel(toHome(100).setByte(0, 0x15));
        lane.outbound(0).getAsBoolean();
        assertThat(lane.unrouted().dropsOut())
                .containsEntry(DropReason.NO_ROUTE, 1L)
                .containsEntry(DropReason.MALFORMED_PACKET, 1L);
        assertThat(office.totals().dropsOut()).containsEntry(DropReason.NO_CARRIER, 1L);
    }

    @Test
    void whatTheCarrierDoesNotTakeWaitsAndIsSentWhenItDoes() {
        home.socket().setWritable(false);
        for (int i = 0; i < 10; i++) {
            fromKernel(toHome(100));
        }
        lane.outbound(0).getAsBoolean();
        assertThat(peer.waitingPackets()).isEqualTo(10);
        assertThat(peer.totals().packetsOut()).isZero();
        home.socket().setWritable(true);
        assertThat(peer.waitingPackets()).isZero();
        assertThat(peer.totals().packetsOut()).isEqualTo(10);
        assertThat(home.socket().sent().readableBytes()).isEqualTo(10 * 114);
    }

    @Test
    void whatWaitsIsSentWhenOurOwnFlushMadeRoom() {
        ByteBuf much = home.socket().alloc().directBuffer(70_000).writeZero(70_000);
        home.carrier().write(much); // over Netty's mark, and not flushed
        assertThat(home.carrier().isWritable()).isFalse();
        fromKernel(toHome(100));
        lane.outbound(0).getAsBoolean();
        assertThat(home.carrier().isWritable()).isTrue();
        assertThat(peer.waitingPackets()).isZero();
        assertThat(peer.totals().packetsOut()).isOne();
    }

    @Test
    void aFullQueueDropsAndStaysBounded() {
        home.socket().setWritable(false);
        for (int i = 0; i < 3_000; i++) {
            fromKernel(toHome(1_000));
            lane.outbound(0).getAsBoolean();
        }
        assertThat(peer.waitingPackets()).isEqualTo(1_024);
        assertThat(peer.totals().dropsOut()).containsEntry(DropReason.QUEUE_FULL, 3_000L - 1_024);
    }

    @Test
    void drainingSendsWhatWaitsAndThenSaysGoodbye() {
        home.socket().setWritable(false);
        fromKernel(toHome(100));
        lane.outbound(0).getAsBoolean();
        peer.drain(home.carrier());
        assertThat(peer.carriers()).isEmpty();
        assertThat(home.carrier().isDraining()).isFalse();
        home.socket().setWritable(true);
        ByteBuf sent = home.socket().sent();
        assertThat(sent.readableBytes()).isEqualTo(114 + Frame.HEADER_BYTES);
        assertThat(sent.getInt(114)).isEqualTo(Frame.header(Frame.BYE, 0));
    }

    @Test
    void aCarrierThatEndsLeavesNothingAndItsPeerKnows() {
        home.socket().setWritable(false);
        ByteBuf frame = Packets.frame(toHome(20_000));
        CarrierQueue queue = queue();
        assertThat(queue.offer(frame, 1)).isTrue();
        home.lose();
        assertThat(frame.refCnt()).isZero();
        assertThat(peer.carriers()).isEmpty();
        assertThat(gone).hasSize(1);
        ByteBuf late = Packets.frame(toHome(20_000));
        assertThat(queue.offer(late, 1)).as("taken after the end").isFalse();
        assertThat(peer.totals().dropsOut()).containsEntry(DropReason.NO_CARRIER, 1L);
        late.release();
    }

    @Test
    void whatOtherLoopsHandOverIsBounded() {
        ByteBuf frame = Packets.frame(toHome(60_000));
        CarrierQueue queue = queue();
        int taken = 0;
        while (queue.offerFromElsewhere(frame, 1)) {
            taken++;
        }
        assertThat(taken * frame.writerIndex()).isBetween(900_000, 1 << 20);
        home.socket().runPendingTasks();
        assertThat(peer.totals().packetsOut()).isEqualTo(taken);
        assertThat(queue.offerFromElsewhere(frame, 1)).isTrue();
        home.socket().runPendingTasks();
        frame.release();
    }

    @Test
    void aPeersPacketReachesTheKernelAsItCame() {
        toKernel(fromHome("203.0.113.1"));
        int length = tun.receive();
        assertThat(ByteBufUtil.hexDump(tun.received(), 0, length))
                .isEqualTo(ByteBufUtil.hexDump(Packets.fromTun(fromHome("203.0.113.1"))));
        assertThat(peer.totals().packetsIn()).isOne();
        assertThat(peer.totals().bytesIn()).isEqualTo(60);
    }

    @Test
    void aPeersPacketsAreDroppedByReason() {
        toKernel(Packets.udp("10.77.0.3", 1, "203.0.113.1", 1, 60));
        toKernel(fromHome("10.77.0.3"));
        toKernel(fromHome("203.0.113.1").setShort(2, 61)); // claims a byte more than there is
        ByteBuf whole = Packets.fromTun(fromHome("203.0.113.1"));
        queue().frame(Frame.PACKET, whole, 0, 29);
        queue().frame(Frame.PACKET, whole, 0, 0);
        queue().frame(Frame.PACKET, whole.setByte(0, 0x40), 0, whole.readableBytes());
        assertThat(peer.totals().dropsIn())
                .containsEntry(DropReason.SPOOFED_SOURCE, 1L)
                .containsEntry(DropReason.EDGE_ISOLATION, 1L)
                .containsEntry(DropReason.MALFORMED_PACKET, 4L);
        assertThat(tun.receive()).isEqualTo(-Errno.EAGAIN);
    }

    @Test
    void aDeviceThatTakesNothingIsCountedToo() {
        tun.queue().close();
        toKernel(fromHome("203.0.113.1"));
        assertThat(peer.totals().dropsIn()).containsEntry(DropReason.TUN_REFUSED, 1L);
    }

    @Test
    void otherFramesAreTheTunnels() {
        queue().frame(Frame.PATHS, Packets.fromTun(toHome(28)), 0, 5);
        queue().frame(99, Packets.fromTun(toHome(28)), 0, 5);
        assertThat(controls).containsExactly(Frame.PATHS, 99);
    }

    @Test
    void aLightPacketLeavesByTheDatagramLaneAlone() {
        peer.datagrams().begin(ProbeKey.fresh(new SecureRandom()), false, (_, _, _) -> 2);
        fromKernel(toHome(100));
        lane.outbound(0).getAsBoolean();
        assertThat(home.socket().outboundMessages()).isEmpty();
        assertThat(peer.datagramTotals().packetsOut()).isOne();
        assertThat(peer.datagramTotals().bytesOut()).isEqualTo(100);
        assertThat(peer.totals().packetsOut()).isZero();
    }

    @Test
    void aLightPacketWithOneWayLeavesByTheCarrierToo() {
        peer.datagrams().begin(ProbeKey.fresh(new SecureRandom()), false, (_, _, _) -> 1);
        fromKernel(toHome(100));
        lane.outbound(0).getAsBoolean();
        ByteBuf sent = home.socket().sent();
        int payload = VirtioNetHeader.BYTES + 100 + DatagramPeer.COPY_TRAILER_BYTES;
        assertThat(sent.getInt(0)).isEqualTo(Frame.header(Frame.COPY, payload));
        assertThat(sent.readableBytes()).isEqualTo(Frame.HEADER_BYTES + payload);
        assertThat(peer.datagramTotals().packetsOut()).isOne();
        assertThat(peer.totals().packetsOut()).as("counted once").isZero();
    }

    @Test
    void withoutACarrierNothingLeavesAsADatagramEither() {
        office.datagrams().begin(ProbeKey.fresh(new SecureRandom()), false, (_, _, _) -> 2);
        fromKernel(Packets.udp("192.0.2.9", 53, "10.77.0.3", 1, 100));
        lane.outbound(0).getAsBoolean();
        assertThat(office.datagramTotals().packetsOut()).isZero();
        assertThat(office.totals().dropsOut()).containsEntry(DropReason.NO_CARRIER, 1L);
    }

    @Test
    void aCopyIsDeliveredOnceAndChecked() {
        ProbeKey key = ProbeKey.fresh(new SecureRandom());
        peer.datagrams().begin(key, false, (_, _, _) -> 0);
        for (String to : List.of("203.0.113.1", "203.0.113.1", "10.77.0.3")) {
            ByteBuf copy = home.socket().alloc().directBuffer().writeBytes(Packets.fromTun(fromHome(to)));
            copy.writeInt((int) key.session()).writeInt(0).writeLong(to.startsWith("10") ? 2 : 1);
            queue().frame(Frame.COPY, copy, 0, copy.readableBytes());
            copy.release();
        }
        assertThat(tun.receive()).isPositive();
        assertThat(tun.receive()).isEqualTo(-Errno.EAGAIN);
        assertThat(peer.datagramTotals().packetsIn()).isOne();
        assertThat(peer.datagrams().figures().doubles()).isOne();
        assertThat(peer.datagramTotals().dropsIn()).containsEntry(DropReason.EDGE_ISOLATION, 1L);
        queue().frame(Frame.COPY, Packets.fromTun(fromHome("203.0.113.1")), 0, DatagramPeer.COPY_TRAILER_BYTES - 1);
        assertThat(peer.datagramTotals().dropsIn()).containsEntry(DropReason.MALFORMED_PACKET, 1L);
    }

    /**
     * Counted: everything this thread allocates on the heap from the read of the device to the call of the channel's write, buffers from
     * Netty's pool and the calls through its pipeline included. Not counted: what lies behind, which is TLS and Netty's socket.
     */
    @Test
    void theOutboundLoopAllocatesNothingPerPacket() throws Exception {
        home.socket().pipeline().addFirst(new Swallow());
        ByteBuf[] packets = packets(100, 1_400, 20_000);
        assertThat(perPacket(TestTun.roomPackets(), () -> outboundTurn(packets)))
                .isLessThan(0.5);
        assertThat(peer.totals().packetsOut()).isGreaterThan(100_000);
    }

    /** The same, by way of the queue: the carrier takes nothing until three turns are over. */
    @Test
    void theWaitingQueueAllocatesNothingPerPacket() throws Exception {
        home.socket().pipeline().addFirst(new Swallow());
        ByteBuf[] packets = packets(100, 1_400);
        int turns = 3;
        assertThat(perPacket(turns * TestTun.roomPackets(), () -> {
                    home.socket().setWritable(false);
                    for (int i = 0; i < turns; i++) {
                        outboundTurn(packets);
                    }
                    home.socket().setWritable(true);
                }))
                .as(
                        "less than the smallest object a packet: Netty's pool links shelves for over 32 buffers that come back at once")
                .isLessThan(16);
        assertThat(peer.totals().packetsOut()).isGreaterThan(100_000);
    }

    /** Counted: from the decoded frame to the write to the device. Not counted: the socket, TLS and the cutting into frames before it. */
    @Test
    void theInboundLoopAllocatesNothingPerPacket() throws Exception {
        CarrierQueue queue = queue();
        ByteBuf packet = Packets.fromTun(fromHome("203.0.113.1"));
        assertThat(perPacket(TestTun.roomPackets(), () -> {
                    for (int i = 0; i < TestTun.roomPackets(); i++) {
                        queue.frame(Frame.PACKET, packet, 0, packet.readableBytes());
                        tun.receive();
                    }
                }))
                .isLessThan(0.5);
        assertThat(peer.totals().packetsIn()).isGreaterThan(100_000);
    }

    private static ByteBuf[] packets(int... lengthsBytes) {
        ByteBuf[] packets = new ByteBuf[lengthsBytes.length];
        for (int i = 0; i < packets.length; i++) {
            packets[i] = Packets.fromTun(toHome(lengthsBytes[i]));
        }
        return packets;
    }

    private void outboundTurn(ByteBuf[] packets) {
        for (int i = 0; i < TestTun.roomPackets(); i++) {
            tun.send(packets[i % packets.length]);
            if (i % 4 == 3) {
                lane.outbound(0).getAsBoolean();
            }
        }
    }

    /** Heap bytes per packet over 100,000 packets, on a thread and with buffers as the node has them. */
    private static double perPacket(int packetsPerTurn, Runnable turn) throws Exception {
        ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        FutureTask<Double> measured = new FutureTask<>(() -> measure(packetsPerTurn, turn));
        try {
            new FastThreadLocalThread(measured).start();
            return measured.get(60, TimeUnit.SECONDS);
        } finally {
            ResourceLeakDetector.setLevel(level);
        }
    }

    /** The least of some batches: on a busy machine the compiler may still be at work in the first. */
    private static double measure(int packetsPerTurn, Runnable turn) {
        int turns = 100_000 / packetsPerTurn + 1;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double least = Double.MAX_VALUE;
        for (int batch = 0; batch < BATCHES; batch++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < turns; i++) {
                turn.run();
            }
            double each = (double) (threads.getCurrentThreadAllocatedBytes() - before) / turns / packetsPerTurn;
            least = Math.min(least, each);
        }
        return least;
    }

    /** Stands where TLS would, and takes everything. */
    private static final class Swallow extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {}
    }
}
