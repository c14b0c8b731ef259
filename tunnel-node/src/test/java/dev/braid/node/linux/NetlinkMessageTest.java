package dev.braid.node.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetlinkMessageTest {
    @Test
    void splitsADatagramIntoItsMessages() {
        var datagram = new NetlinkBytes()
                .header(17, 100, 2)
                .u8(7, 0, 0, 0)
                .header(16, 101, 0)
                .datagram();
        assertThat(NetlinkMessage.parse(datagram))
                .satisfiesExactly(
                        first -> {
                            assertThat(first.type()).isEqualTo(100);
                            assertThat(first.flags()).isEqualTo(2);
                            assertThat(first.sequence()).isEqualTo(1);
                            assertThat(first.body().limit()).isEqualTo(1);
                            assertThat(first.u8(0)).isEqualTo(7);
                        },
                        second -> assertThat(second.type()).isEqualTo(101));
    }

    @Test
    void stopsWhereALengthReachesBeyondTheDatagram() {
        var datagram = new NetlinkBytes().header(16, 100, 0).header(17, 101, 0).datagram();
        assertThat(NetlinkMessage.parse(datagram))
                .extracting(NetlinkMessage::type)
                .containsExactly(100);
    }

    @Test
    void stopsAtALengthShorterThanItsOwnHeader() {
        for (int lie : new int[] {0, 15, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            var datagram = new NetlinkBytes().header(lie, 100, 0).u32(0).datagram();
            assertThat(NetlinkMessage.parse(datagram)).as("length %d", lie).isEmpty();
        }
    }

    @Test
    void readsTheKernelsReasonAfterACappedError() {
        NetlinkMessage error = new NetlinkBytes()
                .header(0, NetlinkMessage.ERROR, 0x300)
                .u32(-22)
                .header(999, 24, 0)
                .attribute(8, 1)
                .text("why")
                .u8(0)
                .message();
        assertThat(error.errno()).isEqualTo(Errno.EINVAL);
        assertThat(error.kernelSays()).isEqualTo("why");
    }

    @Test
    void findsTheReasonBehindARequestThatIsRepeatedWhole() {
        NetlinkMessage error = new NetlinkBytes()
                .header(0, NetlinkMessage.ERROR, 0x200)
                .u32(-22)
                .header(20, 24, 0)
                .u32(0x01020304)
                .attribute(8, 1)
                .text("why")
                .u8(0)
                .message();
        assertThat(error.kernelSays()).isEqualTo("why");
    }

    @Test
    void hasNoReasonWhereTheRepeatedRequestLiesAboutItsLength() {
        for (int lie : new int[] {-1, 1_000_000, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            NetlinkMessage error = new NetlinkBytes()
                    .header(0, NetlinkMessage.ERROR, 0x200)
                    .u32(-1)
                    .header(lie, 24, 0)
                    .message();
            assertThat(error.kernelSays()).as("length %d", lie).isEmpty();
        }
    }

    @Test
    void takesAnEmptyEndForSuccess() {
        assertThat(new NetlinkBytes()
                        .header(0, NetlinkMessage.DONE, 0)
                        .message()
                        .errno())
                .isZero();
    }
}
