package dev.braid.node;

import dev.braid.node.agent.Ways;
import dev.braid.node.carrier.CarrierConnector.Way;
import dev.braid.node.contract.NodeSpec;
import dev.braid.node.path.EdgePaths;
import dev.braid.node.path.PathReport;
import dev.braid.node.path.PathVerdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An edge's uplinks as ways to the control plane. */
record UplinkWays(EdgePaths paths) implements Ways {
    private static final Logger log = LoggerFactory.getLogger(UplinkWays.class);

    @Override
    public List<InetAddress> sources(InetSocketAddress control) {
        return paths.ways(control).stream().map(Way::source).toList();
    }

    @Override
    public boolean isBarred(InetAddress ours) {
        return uplinkIs(
                ours,
                (verdict, edge) -> edge.role() == NodeSpec.Role.NEVER
                        || verdict.equals(PathVerdict.down(PathVerdict.Reason.DATA_CAP)));
    }

    @Override
    public boolean isDoubtful(InetAddress ours) {
        return uplinkIs(
                ours,
                (verdict, _) ->
                        verdict.state() == PathVerdict.State.DOWN || verdict.state() == PathVerdict.State.SUSPECT);
    }

    /** By interface: an uplink may have more addresses than we know it by. */
    private boolean uplinkIs(InetAddress ours, BiPredicate<PathVerdict, PathReport.Edge> what) {
        try {
            NetworkInterface of = NetworkInterface.getByInetAddress(ours);
            return of != null
                    && paths.reports().stream().anyMatch(path -> {
                        PathReport.Edge edge = path.edge();
                        return edge != null
                                && edge.interfaceName().equals(of.getName())
                                && what.test(path.verdict(), edge);
                    });
        } catch (SocketException e) {
            log.atDebug().addKeyValue("reason", e.getMessage()).log("No interface could be read");
            return false;
        }
    }
}
