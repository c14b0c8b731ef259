package dev.braid.node.lane.stream;

/**
 * A peer's carriers at one moment.
 *
 * @param idle those we may open a flow on
 * @param lent those the peer may open flows on and does not
 * @param waiting taken connections without a carrier
 * @param returned flows of ours that have ended so far, and left their carrier to the next
 */
public record PoolFigures(int idle, int busy, int lent, int lentBusy, int waiting, long returned) {
    public int carriers() {
        return idle + busy + lent + lentBusy;
    }
}
