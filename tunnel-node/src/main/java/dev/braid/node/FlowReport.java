package dev.braid.node;

import dev.braid.node.carrier.Carrier;
import dev.braid.node.contract.FlowList;
import dev.braid.node.contract.Prefix;
import dev.braid.node.lane.stream.FlowFigures;
import dev.braid.node.lane.stream.StreamLane;
import dev.braid.node.lane.stream.StreamPeer;
import dev.braid.node.mptcp.MptcpSocket;
import dev.braid.node.mptcp.Subflow;
import dev.braid.node.tunnel.TunnelBook;
import dev.braid.node.tunnel.TunnelState;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The node's TCP connections on carriers of their own, put together when somebody asks. */
final class FlowReport {
    private final TunnelBook book;
    private final Side side;
    private final StreamLane lane;

    FlowReport(TunnelBook book, Side side, StreamLane lane) {
        this.book = book;
        this.side = side;
        this.lane = lane;
    }

    FlowList now() {
        List<FlowList.Flow> flows = new ArrayList<>();
        for (TunnelState tunnel : book.tunnels()) {
            StreamPeer peer = side.streams(tunnel.tunnel());
            if (peer != null) {
                lane.flows(peer).forEach(figures -> flows.add(flow(tunnel.tunnel(), figures)));
            }
        }
        return new FlowList(flows);
    }

    /** Those that have moved the most bytes. */
    FlowList busiest(int max) {
        return new FlowList(now().flows().stream()
                .sorted(Comparator.comparingLong((FlowList.Flow flow) -> -flow.bytesOut() - flow.bytesIn()))
                .limit(max)
                .toList());
    }

    private FlowList.Flow flow(String tunnel, FlowFigures figures) {
        return new FlowList.Flow(
                tunnel,
                figures.taken() ? "outbound" : "inbound",
                text(figures.source()),
                text(figures.destination()),
                TimeUnit.NANOSECONDS.toSeconds(figures.ageNs()),
                figures.bytesOut(),
                figures.bytesIn(),
                paths(figures.carrier()));
    }

    private List<String> paths(@Nullable Carrier carrier) {
        if (carrier == null || !carrier.isOpen()) {
            return List.of();
        }
        return MptcpSocket.subflows(carrier.fd()).stream()
                .filter(Subflow::isEstablished)
                .map((Subflow subflow) -> side.pathOf(subflow))
                .distinct()
                .toList();
    }

    private static String text(InetSocketAddress at) {
        String address = Prefix.text(at.getAddress());
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + at.getPort();
    }
}
