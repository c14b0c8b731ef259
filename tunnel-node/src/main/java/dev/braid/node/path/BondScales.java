package dev.braid.node.path;

import java.util.Collection;

/** What the load says: whether a standby is called, and whether some path does more harm than good. Belongs to the paths' thread. */
final class BondScales {
    private final BondTrial bond = new BondTrial();
    private long weighedNs = System.nanoTime();
    private long sentBefore;
    private long receivedBefore;

    void weigh(Collection<EdgePath> paths, Collection<PathTraffic.Figures> traffic, long nowNs) {
        long sent = 0;
        long received = 0;
        for (PathTraffic.Figures f : traffic) {
            sent += f.bytesSent();
            received += f.bytesReceived();
        }
        double seconds = (nowNs - weighedNs) / 1e9;
        double bitsPerSecond = 8 * Math.max(sent - sentBefore, received - receivedBefore) / seconds;
        weighedNs = nowNs;
        sentBefore = sent;
        receivedBefore = received;
        bond.turn(
                bitsPerSecond,
                paths.stream()
                        .filter(p -> p.isAlive() && p.isFirstChoice())
                        .map(p -> new BondTrial.Member(
                                p.name(),
                                p.figures().leastRttNs(),
                                p.figures().lossRatio(),
                                p.figures().isQueued()))
                        .toList(),
                nowNs);
        for (EdgePath path : paths) {
            path.load(bitsPerSecond, nowNs);
            path.trial(bond.isLeftOut(path.name()), bond.hurts(path.name()), harm());
        }
    }

    private String harm() {
        return "all links together carried %.1f Mbit/s with it and %.1f without"
                .formatted(bond.with() / 1e6, bond.without() / 1e6);
    }
}
