package dev.braid.node.host;

import dev.braid.node.host.HostChange.AddressAdded;
import dev.braid.node.host.HostChange.EndpointTaken;
import dev.braid.node.host.HostChange.EndpointsOf;
import dev.braid.node.host.HostChange.NftTable;
import dev.braid.node.host.HostChange.RouteAdded;
import dev.braid.node.host.LedgerLine.Entry;
import dev.braid.node.linux.Errno;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.mptcp.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This machine, as far as we change it. Opening undoes what an earlier run left behind; closing undoes all of ours, last
 * change first. Calls wait for the disk and the kernel, so they belong on no event loop that carries packets.
 */
public final class Host implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Host.class);
    private static final String ENDPOINTS = "endpoints";

    /** A link or gateway that is not there, or no longer: the next plan, made from what is there then, will be right. */
    private static final Set<Integer> NOT_NOW = Set.of(
            Errno.ENODEV,
            Errno.ENXIO,
            Errno.ENETDOWN,
            Errno.ENETUNREACH,
            Errno.EHOSTUNREACH,
            Errno.EADDRNOTAVAIL,
            Errno.EINVAL);

    private final StateLock lock;
    private final Machine machine;
    private final Changes changes;
    private final Ledger ledger;

    /** A change the kernel did not take now, because the link or gateway it needs is not there; it is not in the ledger. */
    public record Refused(HostChange change, ErrnoException reason) {}

    private Host(StateLock lock, Machine machine, Ledger ledger) {
        this.lock = lock;
        this.machine = machine;
        this.changes = new Changes(machine);
        this.ledger = ledger;
    }

    /**
     * Takes hold of the machine and undoes what an earlier run left.
     *
     * @param stateDirectory made 0700 if it is missing
     * @throws HostException if another node uses the directory or the network namespace, or the ledger in it is of another
     *     namespace that still exists
     */
    public static Host open(Path stateDirectory) throws IOException {
        StateLock lock = StateLock.acquire(stateDirectory);
        try {
            return open(lock, stateDirectory, LinuxMachine.open(), Origin.here());
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    static Host open(StateLock lock, Path stateDirectory, Machine machine, Origin here) throws IOException {
        try {
            Host host = new Host(lock, machine, Ledger.open(stateDirectory, here));
            host.recover();
            return host;
        } catch (IOException e) {
            machine.close();
            throw e;
        }
    }

    /** Does what {@link #open} does after a crash, for the ahead-of-time cache: a training run leaves nothing to undo. */
    public static void train() {
        LedgerLine.train();
    }

    /** What plans are made from. */
    public synchronized HostView view() throws IOException {
        return OwnView.of(machine, ledger.live());
    }

    /**
     * Makes {@code plan} the whole of what {@code scope} changes: what it no longer names is undone, what is new is made,
     * what is there stays untouched, and what something else has removed meanwhile is made again. Safe to repeat; call it
     * with a new plan whenever an address, gateway or link has changed.
     *
     * @param scope whose plan this is: "edge", "hub"
     * @return what has to wait for a link or gateway
     * @throws HostException for a lack of rights or programs, and for what is in the way; what was made until then is undone
     *     by {@link #close()}
     */
    public synchronized List<Refused> bring(String scope, List<HostChange> plan) throws IOException {
        Set<HostChange> wanted = new LinkedHashSet<>(plan);
        List<Entry> held =
                ledger.live().stream().filter(e -> e.scope().equals(scope)).toList();
        List<Entry> replacedTables = undoUnwanted(held, wanted);
        List<Refused> refused = new ArrayList<>();
        for (Entry entry : held) {
            if (wanted.remove(entry.change())) {
                ensure(entry.change(), refused);
            }
        }
        refused.addAll(makeAll(ledger.append(scope, List.copyOf(wanted))));
        for (Entry entry : replacedTables) {
            ledger.strike(entry);
        }
        return refused;
    }

    /**
     * Makes our tables again that another program has removed, as many a firewall's reload does with all there are ({@code flush ruleset}).
     * Cheap while nobody changes the firewall.
     *
     * @return the names of those that were missing
     */
    public synchronized List<String> restoreTables() throws IOException {
        if (!machine.firewallChanged()) {
            return List.of();
        }
        List<String> there = machine.nftTables();
        List<String> restored = new ArrayList<>();
        for (Entry entry : ledger.live()) {
            if (entry.change() instanceof NftTable t && !there.contains(t.family() + " " + t.name())) {
                changes.make(t);
                restored.add(t.family() + " " + t.name());
            }
        }
        return restored;
    }

    /** Whether other programs' firewalls are in our way, as sentences for a person. A node that cannot ask has no answer. */
    public synchronized List<String> firewallWarnings(String device) {
        try {
            return machine.firewallWarnings(device);
        } catch (IOException e) {
            log.atDebug().addKeyValue("reason", e.getMessage()).log("The firewall could not be read");
            return List.of();
        }
    }

    /** Packets out of tunnels that our firewall table has dropped since we run, of a few seconds ago. Empty when it cannot be read. */
    public synchronized Map<FirewallDrop, Long> firewallDrops() {
        try {
            return machine.firewallDrops();
        } catch (IOException e) {
            log.atDebug().addKeyValue("reason", e.getMessage()).log("The firewall's counters could not be read");
            return Map.of();
        }
    }

    /** Adds an endpoint, under a fresh id each time (see {@link Endpoint}). Somebody else's with this address makes room. */
    public synchronized void addEndpoint(Endpoint endpoint) throws IOException {
        InetAddress address = endpoint.address();
        HostChange ours = new EndpointsOf(address);
        if (ledger.live().stream().noneMatch(e -> e.change().equals(ours))) {
            forgetUnusedEndpoints();
            List<HostChange> lines = new ArrayList<>();
            machine.endpoints().stream()
                    .filter(e -> e.address().equals(address) && (e.flags() & Endpoint.FLAG_IMPLICIT) == 0)
                    .forEach(e -> lines.add(new EndpointTaken(e)));
            lines.add(ours);
            makeAll(ledger.append(ENDPOINTS, lines));
        }
        machine.addEndpoint(endpoint);
    }

    /** Takes a path out of all connections at once. Touches no disk. Id 0 means the initial subflows from {@code address}. */
    public synchronized void deleteEndpoint(int id, InetAddress address) throws IOException {
        machine.deleteEndpoint(id, address);
    }

    /** Makes an endpoint the last choice of all connections, or no longer; the peer is told. Touches no disk. */
    public synchronized void setEndpointFlags(int id, int flags) throws IOException {
        machine.setEndpointFlags(id, flags);
    }

    public synchronized List<Endpoint> endpoints() throws IOException {
        return machine.endpoints();
    }

    /** Undoes everything. What cannot be undone is logged, stays in the ledger and is tried again at the next start. */
    @Override
    public synchronized void close() throws IOException {
        undoAll();
        release();
    }

    /** Lets go of everything and undoes nothing, as the kernel does with a process that was killed. */
    synchronized void release() throws IOException {
        ledger.close();
        machine.close();
        lock.close();
    }

    private void recover() throws IOException {
        if (!ledger.live().isEmpty()) {
            log.atInfo().addKeyValue("changes", ledger.live().size()).log("Undoing what an earlier run left behind");
            undoAll();
        }
        sweep();
    }

    /** Removes what carries our marks and stands in no ledger: a node was killed and its state directory is lost. */
    private void sweep() throws IOException {
        List<HostChange> orphans = new ArrayList<>();
        machine.routes().stream()
                .filter(r -> r.protocol() == OwnNumbers.PROTOCOL && OwnNumbers.isOwnTable(r.table()))
                .forEach(r -> orphans.add(new RouteAdded(r)));
        machine.rules().stream()
                .filter(r -> r.protocol() == OwnNumbers.PROTOCOL)
                .forEach(r -> orphans.add(new HostChange.RuleAdded(r)));
        machine.nftTables().stream()
                .filter(t -> t.matches("inet braid(_[a-z0-9]+)?"))
                .forEach(t -> orphans.add(new NftTable("inet", t.substring("inet ".length()), "")));
        if (!orphans.isEmpty()) {
            log.atWarn()
                    .addKeyValue("changes", orphans.size())
                    .log("Removing Braid's routes, rules and tables that stand in no ledger");
        }
        for (HostChange orphan : orphans.reversed()) {
            changes.undo(orphan);
        }
    }

    private void undoAll() throws IOException {
        for (Entry entry : ledger.live().reversed()) {
            try {
                changes.undo(entry.change());
                ledger.strike(entry);
            } catch (IOException e) {
                log.atError()
                        .addKeyValue("change", entry.json())
                        .addKeyValue("reason", e.getMessage())
                        .log("A change of this machine could not be undone; the next start tries again");
            }
        }
    }

    /** Last change first. A firewall table with a successor is left to it: no packet may find the table missing. */
    private List<Entry> undoUnwanted(List<Entry> held, Set<HostChange> wanted) throws IOException {
        List<Entry> replacedTables = new ArrayList<>();
        for (Entry entry : held.reversed()) {
            if (wanted.contains(entry.change())) {
                continue;
            }
            if (entry.change() instanceof NftTable old && wanted.stream().anyMatch(w -> replaces(w, old))) {
                replacedTables.add(entry);
                continue;
            }
            changes.undo(entry.change());
            ledger.strike(entry);
        }
        return replacedTables;
    }

    private void ensure(HostChange change, List<Refused> refused) throws IOException {
        try {
            changes.ensure(change);
        } catch (ErrnoException e) {
            if (!NOT_NOW.contains(e.errno())) {
                throw explain(change, e);
            }
            refused.add(new Refused(change, e));
        }
    }

    private static boolean replaces(HostChange change, NftTable old) {
        return change instanceof NftTable t
                && t.family().equals(old.family())
                && t.name().equals(old.name());
    }

    private List<Refused> makeAll(List<Entry> entries) throws IOException {
        List<Refused> refused = new ArrayList<>();
        Iterator<Entry> rest = entries.iterator();
        while (rest.hasNext()) {
            Entry entry = rest.next();
            try {
                changes.make(entry.change());
            } catch (ErrnoException e) {
                ledger.strike(entry);
                if (NOT_NOW.contains(e.errno())) {
                    refused.add(new Refused(entry.change(), e));
                } else if (!(entry.change() instanceof AddressAdded && e.errno() == Errno.EEXIST)) {
                    strikeAll(rest);
                    throw explain(entry.change(), e);
                }
            } catch (IOException e) {
                ledger.strike(entry);
                strikeAll(rest);
                throw e;
            }
        }
        return refused;
    }

    private void strikeAll(Iterator<Entry> neverMade) throws IOException {
        while (neverMade.hasNext()) {
            ledger.strike(neverMade.next());
        }
    }

    private static IOException explain(HostChange change, ErrnoException e) {
        return switch (e.errno()) {
            case Errno.EPERM, Errno.EACCES -> HostException.withoutRights(e);
            case Errno.EEXIST ->
                new HostException(
                        e.getMessage() + "; something else uses the numbers " + OwnNumbers.TUNNEL_TABLE + " and "
                                + OwnNumbers.UPLINK_TABLE_BASE
                                + " upwards, which are Braid's: see ip rule and ip route show"
                                + " table all",
                        e);
            default -> new HostException(change.getClass().getSimpleName() + ": " + e.getMessage(), e);
        };
    }

    private void forgetUnusedEndpoints() throws IOException {
        Set<InetAddress> used = new LinkedHashSet<>();
        machine.endpoints().forEach(e -> used.add(e.address()));
        for (Entry entry : ledger.live()) {
            if (entry.change() instanceof EndpointsOf e && !used.contains(e.address())) {
                ledger.strike(entry);
            }
        }
    }
}
