package dev.braid.node.mptcp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.braid.node.linux.NetlinkMessage;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Whatever a datagram or structure holds, no reader of ours throws or hangs. The corpus is what a real kernel has said. */
class MptcpFuzzTest {
    @FuzzTest
    void survivesAnyDatagram(byte[] datagram) {
        for (NetlinkMessage message : NetlinkMessage.parse(ByteBuffer.wrap(datagram))) {
            PathManager.readEndpoint(message, endpoint -> {});
            PathManager.readLimits(message, limits -> {});
            MptcpEventReader.read(message, event -> {});
        }
        ByteBuffer struct = ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
        Info.read(struct);
        Subflow.read(new InetSocketAddress(0), new InetSocketAddress(0), struct);
    }
}
