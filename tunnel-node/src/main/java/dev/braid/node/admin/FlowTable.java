package dev.braid.node.admin;

import dev.braid.node.contract.FlowList;
import java.util.Comparator;

/** The node's TCP connections for a terminal, those that moved most first. */
public final class FlowTable {
    private FlowTable() {}

    public static String render(FlowList list) {
        if (list.flows().isEmpty()) {
            return "no TCP connections on carriers of their own\n";
        }
        TextTable table = new TextTable().row("TUNNEL", "DIRECTION", "FROM", "TO", "AGE", "OUT", "IN", "PATHS");
        list.flows().stream()
                .sorted(Comparator.comparingLong((FlowList.Flow f) -> f.bytesOut() + f.bytesIn())
                        .reversed())
                .forEach(f -> table.row(
                        f.tunnel(),
                        f.direction(),
                        f.source(),
                        f.destination(),
                        Units.seconds(f.ageSeconds()),
                        Units.bytes(f.bytesOut()),
                        Units.bytes(f.bytesIn()),
                        f.paths().isEmpty() ? "-" : String.join(" ", f.paths())));
        return table.toString();
    }
}
