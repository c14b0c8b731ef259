package dev.braid.node.lane.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Time is turned by hand: {@link #nowNs}. */
class FairQueueTest {
    private static final int UNBOUNDED = Integer.MAX_VALUE;
    private static final long MS = 1_000_000;
    private static final int INTERVAL_MS = (int) (FairQueue.INTERVAL_NS / MS);

    private final Map<DropReason, Integer> drops = new EnumMap<>(DropReason.class);
    private final FairQueue queue = new FairQueue(reason -> drops.merge(reason, 1, Integer::sum));
    private final List<ByteBuf> made = new ArrayList<>();
    private long nowNs = 1;

    private ByteBuf packet(int number, int bytes) {
        ByteBuf packet = Unpooled.buffer(bytes, bytes).writeInt(number).writerIndex(bytes);
        made.add(packet);
        return packet;
    }

    private void add(int flow, int number, int bytes) {
        queue.add(packet(number, bytes), flow, nowNs, UNBOUNDED);
    }

    /** The number of the next packet, or -1. */
    private int poll() {
        ByteBuf packet = queue.poll(nowNs);
        if (packet == null) {
            return -1;
        }
        int number = packet.getInt(0);
        packet.release();
        return number;
    }

    private int dropped(DropReason reason) {
        return drops.getOrDefault(reason, 0);
    }

    private void assertNothingLeaked() {
        queue.close();
        assertThat(made).allSatisfy(packet -> assertThat(packet.refCnt()).isZero());
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void aFlowKeepsItsOrder() {
        for (int i = 0; i < 500; i++) {
            add(7, i, 100);
        }
        for (int i = 0; i < 500; i++) {
            assertThat(poll()).isEqualTo(i);
        }
        assertThat(poll()).isEqualTo(-1);
        assertNothingLeaked();
    }

    @Test
    void flowsShareByBytesAndNotByPackets() {
        for (int i = 0; i < 500; i++) {
            add(1, 1, 1_500);
            add(2, 2, 150);
        }
        int[] bytes = new int[3];
        while (bytes[1] < 60_000) {
            int flow = poll();
            bytes[flow] += flow == 1 ? 1_500 : 150;
        }
        assertThat(bytes[2]).isBetween(50_000, 70_000);
        assertNothingLeaked();
    }

    @Test
    void superPacketsDoNotCrowdOutOthers() {
        for (int i = 0; i < 20; i++) {
            add(1, 1, 64_000);
        }
        for (int i = 0; i < 40; i++) {
            add(2, 2, 1_500);
        }
        int small = 0;
        int large = 0;
        while (small < 40) {
            if (poll() == 2) {
                small++;
            } else {
                large++;
            }
        }
        assertThat(large)
                .as("super-packets sent while 60 kB of the other flow were")
                .isLessThanOrEqualTo(2);
        assertNothingLeaked();
    }

    @Test
    void aNewFlowOvertakesABulkOne() {
        for (int i = 0; i < 100; i++) {
            add(1, i, 1_500);
        }
        assertThat(poll()).isZero();
        assertThat(poll()).isEqualTo(1);
        assertThat(poll()).isEqualTo(2); // its first quantum is used up
        add(2, 1_000, 100);
        assertThat(poll()).isEqualTo(1_000);
        assertNothingLeaked();
    }

    @Test
    void nothingIsDroppedThatWaitsLessThanTheTarget() {
        for (int i = 0; i < 1_000; i++) {
            add(1, i, 1_000);
            add(1, i, 1_000);
            nowNs += FairQueue.TARGET_NS - 1;
            assertThat(poll()).isNotNegative();
            assertThat(poll()).isNotNegative();
        }
        assertThat(drops).isEmpty();
    }

    @Test
    void aBurstIsNotDroppedBeforeAnInterval() {
        for (int i = 0; i < INTERVAL_MS + 100; i++) {
            add(1, i, 1_000);
        }
        nowNs += 50 * MS;
        long end = nowNs + FairQueue.INTERVAL_NS;
        while (nowNs < end) {
            assertThat(poll()).isNotNegative();
            nowNs += MS;
        }
        assertThat(drops).isEmpty();
        assertNothingLeaked();
    }

    @Test
    void aStandingQueueLosesPacketsFasterAndFasterUntilItIsGone() {
        for (int i = 0; i < 100; i++) {
            add(1, i, 1_000);
        }
        int[] perInterval = new int[10];
        for (int interval = 0; interval < perInterval.length; interval++) {
            int before = dropped(DropReason.QUEUE_DELAY);
            for (int ms = 0; ms < INTERVAL_MS; ms++) {
                add(1, 0, 1_000);
                poll();
                nowNs += MS;
            }
            perInterval[interval] = dropped(DropReason.QUEUE_DELAY) - before;
        }
        assertThat(perInterval[0]).as("first interval").isZero();
        assertThat(perInterval[2]).isPositive();
        assertThat(perInterval[9]).isGreaterThan(perInterval[2]);
        int steady = dropped(DropReason.QUEUE_DELAY);
        while (poll() >= 0) {} // it drains at once
        for (int i = 0; i < 300; i++) {
            add(1, 0, 1_000);
            nowNs += MS;
            poll();
        }
        assertThat(dropped(DropReason.QUEUE_DELAY) - steady)
                .as("once it drains")
                .isLessThan(20);
        int recovered = dropped(DropReason.QUEUE_DELAY);
        for (int i = 0; i < 300; i++) {
            add(1, 0, 1_000);
            nowNs += MS;
            poll();
        }
        assertThat(dropped(DropReason.QUEUE_DELAY)).isEqualTo(recovered);
        assertNothingLeaked();
    }

    @Test
    void aLonePacketIsNeverDroppedForItsAge() {
        for (int i = 0; i < 50; i++) {
            add(1, i, 64_000);
            nowNs += 200 * MS;
            assertThat(poll()).isEqualTo(i);
        }
        assertThat(drops).isEmpty();
    }

    @Test
    void theByteBoundDropsTheOldestOfTheLongestFlow() {
        for (int i = 0; i < 10; i++) {
            queue.add(packet(i, 1_000), 1, nowNs, 12_000);
        }
        queue.add(packet(100, 1_000), 2, nowNs, 12_000);
        queue.add(packet(200, 3_000), 3, nowNs, 12_000);
        assertThat(dropped(DropReason.QUEUE_FULL)).isEqualTo(2);
        assertThat(queue.bytes()).isEqualTo(12_000);
        List<Integer> left = new ArrayList<>();
        for (int number = poll(); number >= 0; number = poll()) {
            left.add(number);
        }
        assertThat(left).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9, 100, 200);
        assertNothingLeaked();
    }

    @Test
    void onePacketOverTheBoundIsKeptAllTheSame() {
        queue.add(packet(1, 64_000), 1, nowNs, 1_000);
        assertThat(queue.packets()).isOne();
        queue.add(packet(2, 64_000), 1, nowNs, 1_000);
        assertThat(queue.packets()).isOne();
        assertThat(poll()).isEqualTo(2);
        assertNothingLeaked();
    }

    @Test
    void theSlotBoundDropsFromTheLongestFlow() {
        add(2, 5_000, 100);
        for (int i = 0; i < 5_000; i++) {
            add(1, i, 100);
        }
        assertThat(queue.packets()).isEqualTo(1_024);
        assertThat(dropped(DropReason.QUEUE_FULL)).isEqualTo(5_001 - 1_024);
        List<Integer> left = new ArrayList<>();
        for (int number = poll(); number >= 0; number = poll()) {
            left.add(number);
        }
        assertThat(left).hasSize(1_024).contains(5_000).endsWith(4_999);
        assertNothingLeaked();
    }

    @Test
    void flowsOfAnyHashHaveAPlace() {
        for (int hash : new int[] {Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE}) {
            add(hash, 1, 100);
        }
        assertThat(queue.packets()).isEqualTo(5);
        assertNothingLeaked();
    }

    @Test
    void allocatesNothingAfterItIsMade() {
        ByteBuf[] packets = new ByteBuf[64];
        for (int i = 0; i < packets.length; i++) {
            packets[i] = packet(i, 1_000);
        }
        turn(packets, 20_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        turn(packets, 20_000);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes for 1,280,000 packets")
                .isLessThan(10_000);
    }

    /** All packets in and out again, some of them dropped for their age. */
    private void turn(ByteBuf[] packets, int turns) {
        for (int turn = 0; turn < turns; turn++) {
            for (int i = 0; i < packets.length; i++) {
                queue.add(packets[i].retain(), i % 5, nowNs, UNBOUNDED);
                nowNs += MS / 4;
            }
            for (ByteBuf packet = queue.poll(nowNs); packet != null; packet = queue.poll(nowNs)) {
                packet.release();
            }
        }
    }
}
