package dev.braid.node.linux;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/** Whatever a datagram holds, no reader of ours throws or hangs. The corpus is what a real kernel has answered. */
class NetlinkFuzzTest {
    @FuzzTest
    void survivesAnyDatagram(byte[] datagram) {
        for (NetlinkMessage message : NetlinkMessage.parse(ByteBuffer.wrap(datagram))) {
            message.errno();
            message.kernelSays();
            NetworkEvents.read(message, event -> {});
            LinkMessages.read(message, link -> {});
            AddressMessages.read(message, address -> {});
            RouteMessages.read(message, Route::describe);
            RuleMessages.read(message, Rule::describe);
            FirewallTables.readName(message, name -> {});
            GenericNetlink.command(message);
            GenericNetlink.readFamily(message);
        }
    }
}
