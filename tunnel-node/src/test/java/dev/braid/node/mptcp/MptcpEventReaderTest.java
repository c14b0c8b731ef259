package dev.braid.node.mptcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.linux.NetlinkBytes;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MptcpEventReaderTest {
    private static final int FAMILY = 30;
    private static final InetSocketAddress LOCAL = new InetSocketAddress("10.1.0.1", 7070);
    private static final InetSocketAddress REMOTE = new InetSocketAddress("10.2.0.1", 7071);

    private static NetlinkBytes event(int command) {
        return new NetlinkBytes().header(0, FAMILY, 0).u8(command, 1, 0, 0);
    }

    private static NetlinkBytes withEnds(NetlinkBytes event) {
        return event.attribute(8, 1)
                .u32(0xcafebabe)
                .attribute(8, 5)
                .u8(10, 1, 0, 1)
                .attribute(8, 7)
                .u8(10, 2, 0, 1)
                .attribute(6, 9)
                .u8(0x1b, 0x9e, 0, 0)
                .attribute(6, 10)
                .u8(0x1b, 0x9f, 0, 0);
    }

    private static List<MptcpEvent> read(NetlinkBytes bytes) {
        List<MptcpEvent> events = new ArrayList<>();
        MptcpEventReader.read(bytes.message(), events::add);
        return events;
    }

    @Test
    void tellsAClosedSubflowWithItsErrorAndReason() {
        NetlinkBytes bytes = withEnds(event(11))
                .attribute(5, 3)
                .u8(5, 0, 0, 0)
                .attribute(5, 4)
                .u8(6, 0, 0, 0)
                .attribute(5, 11)
                .u8(1, 0, 0, 0)
                .attribute(5, 12)
                .u8(110, 0, 0, 0)
                .attribute(8, 15)
                .u32(3)
                .attribute(8, 16)
                .u32(6);
        assertThat(read(bytes))
                .containsExactly(new MptcpEvent.SubflowClosed(
                        0xcafebabe, new MptcpEvent.SubflowKey(LOCAL, REMOTE, 5, 6, 3, true), 110, 6));
    }

    @Test
    void learnsTheServersSideFromAttributeOrFlag() {
        MptcpEvent atServer = new MptcpEvent.Created(0xcafebabe, LOCAL, REMOTE, true);
        assertThat(read(withEnds(event(1)).attribute(5, 18).u8(1, 0, 0, 0))).containsExactly(atServer);
        assertThat(read(withEnds(event(1)).attribute(6, 13).u16(2).u16(0))).containsExactly(atServer);
        assertThat(read(withEnds(event(1)))).containsExactly(new MptcpEvent.Created(0xcafebabe, LOCAL, REMOTE, false));
    }

    @Test
    void leavesOutWhatHasNoTokenAndWhatItDoesNotKnow() {
        assertThat(read(event(3))).isEmpty();
        assertThat(read(event(3).attribute(7, 1).u8(1, 2, 3, 0))).isEqualTo(List.of(new MptcpEvent.Closed(0)));
        assertThat(read(withEnds(event(99)))).isEmpty();
    }

    @Test
    void standsForAMissingEndWithTheWildcard() {
        assertThat(read(event(6).attribute(8, 1).u32(1).attribute(5, 4).u8(9, 0, 0, 0)))
                .containsExactly(new MptcpEvent.Announced(1, 9, new InetSocketAddress(0)));
    }

    @Test
    void survivesAMessageWithoutAHeader() {
        assertThat(read(new NetlinkBytes().header(0, FAMILY, 0))).isEmpty();
    }
}
