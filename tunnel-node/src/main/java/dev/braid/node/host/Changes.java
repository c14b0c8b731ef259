package dev.braid.node.host;

import dev.braid.node.host.HostChange.AddressAdded;
import dev.braid.node.host.HostChange.EndpointTaken;
import dev.braid.node.host.HostChange.EndpointsOf;
import dev.braid.node.host.HostChange.LimitsSet;
import dev.braid.node.host.HostChange.NftTable;
import dev.braid.node.host.HostChange.RouteAdded;
import dev.braid.node.host.HostChange.RuleAdded;
import dev.braid.node.host.HostChange.SysctlKept;
import dev.braid.node.host.HostChange.SysctlSet;
import dev.braid.node.linux.Errno;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.mptcp.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;

/**
 * How each kind of change is made and undone. Both are safe to repeat, and undoing is safe for a change that was never made:
 * a crash can fall between the ledger's line and the change.
 */
final class Changes {
    /** What deleting answers when the thing, or the interface it hung on, is gone already. */
    private static final Set<Integer> GONE =
            Set.of(Errno.ENOENT, Errno.ESRCH, Errno.ENODEV, Errno.ENXIO, Errno.EADDRNOTAVAIL);

    private final Machine machine;

    Changes(Machine machine) {
        this.machine = machine;
    }

    /** EEXIST when it exists already, ours or not. */
    void make(HostChange change) throws IOException {
        switch (change) {
            case SysctlSet c -> writeIfDifferent(c.key(), c.value());
            case SysctlKept c -> {}
            case AddressAdded c -> machine.addAddress(c.ifindex(), c.address());
            case RouteAdded c -> machine.addRoute(c.route());
            case RuleAdded c -> machine.addRule(c.rule());
            case NftTable c -> machine.nft(replace(c));
            case LimitsSet c -> machine.setLimits(c.value());
            case EndpointsOf c -> {}
            case EndpointTaken c -> removeEndpoints(c.previous().address());
        }
    }

    /** Makes a change of ours again that something outside may have undone, such as a route whose link went down. */
    void ensure(HostChange change) throws IOException {
        if (change instanceof NftTable t && machine.nftTables().contains(t.family() + " " + t.name())) {
            return;
        }
        try {
            make(change);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EEXIST) {
                throw e;
            }
        }
    }

    void undo(HostChange change) throws IOException {
        try {
            switch (change) {
                case SysctlSet c -> {
                    if (c.value().equals(machine.sysctl(c.key()))) {
                        machine.setSysctl(c.key(), c.previous());
                    }
                }
                case SysctlKept c -> writeIfDifferent(c.key(), c.value());
                case AddressAdded c -> machine.deleteAddress(c.ifindex(), c.address());
                case RouteAdded c -> machine.deleteRoute(c.route());
                case RuleAdded c -> machine.deleteRule(c.rule());
                case NftTable c -> machine.deleteNftTable(c.family(), c.name());
                case LimitsSet c -> {
                    if (c.value().equals(machine.limits())) {
                        machine.setLimits(c.previous());
                    }
                }
                case EndpointsOf c -> removeEndpoints(c.address());
                case EndpointTaken c -> giveBack(c.previous());
            }
        } catch (ErrnoException e) {
            if (!GONE.contains(e.errno())) {
                throw e;
            }
        }
    }

    /** One transaction, so that no packet ever finds the table missing; "add" first makes "delete" right in any case. */
    private static String replace(NftTable c) {
        String table = "table " + c.family() + " " + c.name();
        return "add " + table + "\ndelete " + table + "\n" + table + " {\n" + c.body() + "}\n";
    }

    private void writeIfDifferent(String key, String value) throws IOException {
        String current = machine.sysctl(key);
        if (current != null && !current.equals(value)) {
            machine.setSysctl(key, value);
        }
    }

    private void removeEndpoints(InetAddress address) throws IOException {
        for (Endpoint endpoint : machine.endpoints()) {
            if (endpoint.address().equals(address)) {
                machine.deleteEndpoint(endpoint.id(), address);
            }
        }
    }

    private void giveBack(Endpoint previous) throws IOException {
        boolean there = machine.endpoints().stream().anyMatch(e -> e.address().equals(previous.address()));
        if (!there) {
            machine.addEndpoint(previous);
        }
    }
}
