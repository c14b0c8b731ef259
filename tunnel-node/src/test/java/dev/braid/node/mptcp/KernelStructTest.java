package dev.braid.node.mptcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class KernelStructTest {
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(0);

    private static ByteBuffer struct(int lengthBytes) {
        return ByteBuffer.allocate(lengthBytes).order(ByteOrder.nativeOrder());
    }

    @Test
    void readsAWholeTcpInfo() {
        ByteBuffer info = struct(248)
                .put(0, (byte) 1)
                .putInt(16, 1_448)
                .putInt(24, 12)
                .putInt(28, 4)
                .putInt(32, 2)
                .putInt(36, 1)
                .putInt(52, 3)
                .putInt(56, 2)
                .putInt(68, 20_000)
                .putInt(72, 500)
                .putInt(80, 100)
                .putInt(100, 7)
                .putLong(104, 12_500_000)
                .putLong(120, 9_000)
                .putLong(128, 8_000)
                .putInt(136, -1)
                .putInt(140, 60)
                .putInt(144, 4_096)
                .putInt(148, 19_000)
                .putLong(160, 11_000_000)
                .putInt(192, 11)
                .putLong(200, 9_500);
        assertThat(Subflow.read(NOWHERE, NOWHERE, info))
                .isEqualTo(new Subflow(
                        NOWHERE,
                        NOWHERE,
                        1,
                        20_000_000,
                        500_000,
                        19_000_000,
                        100,
                        1_448,
                        9_500,
                        9_000,
                        8_000,
                        4_294_967_295L,
                        60,
                        7,
                        12,
                        7,
                        11,
                        4_096,
                        11_000_000,
                        12_500_000,
                        2_000_000,
                        3_000_000));
    }

    @Test
    void takesFieldsOfALaterKernelForZero() {
        ByteBuffer older = struct(192).putInt(68, 20_000).putLong(160, 11);
        Subflow subflow = Subflow.read(NOWHERE, NOWHERE, older);
        assertThat(subflow.rttNs()).isEqualTo(20_000_000);
        assertThat(subflow.deliveryRateBytesPerSecond()).isEqualTo(11);
        assertThat(subflow.bytesSent()).isZero();
        assertThat(Subflow.read(NOWHERE, NOWHERE, struct(0)).state()).isZero();
    }

    @Test
    void takesAllOnesForNoSampleAndNoPacing() {
        ByteBuffer info = struct(248).putInt(148, -1).putLong(104, -1);
        Subflow subflow = Subflow.read(NOWHERE, NOWHERE, info);
        assertThat(subflow.minRttNs()).isZero();
        assertThat(subflow.pacingRateBytesPerSecond()).isZero();
    }

    @Test
    void readsMptcpInfoOfEveryLength() {
        ByteBuffer whole = struct(96)
                .put(0, (byte) 1)
                .put(3, (byte) 8)
                .put(80, (byte) 2)
                .putInt(8, 3)
                .putInt(12, 0xcafebabe)
                .putInt(44, 4)
                .putLong(48, 5)
                .putLong(56, 6)
                .putLong(64, 7)
                .putLong(72, 8);
        Info info = Info.read(whole);
        assertThat(info).isEqualTo(new Info(1, 2, 8, 3, 0xcafebabe, 4, 5, 6, 7, 8));
        assertThat(info.fallback()).isTrue();
        assertThat(info.remoteKeyReceived()).isTrue();
        // Linux 5.15 ends after csum_enabled.
        assertThat(Info.read(whole.slice(0, 48).order(ByteOrder.nativeOrder())))
                .isEqualTo(new Info(1, 0, 8, 3, 0xcafebabe, 4, 0, 0, 0, 0));
    }
}
