package dev.braid.node.linux;

import dev.braid.node.contract.Prefix;
import java.util.ArrayList;
import java.util.List;

/**
 * Links, addresses, routes and rules of a network namespace (NETLINK_ROUTE): asked for and changed. Belongs to the namespace
 * of the thread that opened it, and to one thread at a time. Changes need CAP_NET_ADMIN; every refusal names the change, the
 * errno and, where the kernel gives one, its reason. Adding never replaces: what exists already is EEXIST.
 */
public final class Rtnetlink implements AutoCloseable {
    private final NetlinkSocket socket;

    private Rtnetlink(NetlinkSocket socket) {
        this.socket = socket;
    }

    public static Rtnetlink open() throws ErrnoException {
        return new Rtnetlink(NetlinkSocket.open(NetlinkSocket.ROUTE, 0));
    }

    public List<Link> links() throws ErrnoException {
        return socket.query("list links", LinkMessages.dump(), (message, out) -> {
            if (message.type() == LinkMessages.NEW) {
                LinkMessages.read(message, out);
            }
        });
    }

    public List<Address> addresses() throws ErrnoException {
        return socket.query("list addresses", AddressMessages.dump(), (message, out) -> {
            if (message.type() == AddressMessages.NEW) {
                AddressMessages.read(message, out);
            }
        });
    }

    /** Of both families and all tables, without the cache's entries. */
    public List<Route> routes() throws ErrnoException {
        List<Route> routes = new ArrayList<>(routes(false));
        routes.addAll(routes(true));
        return routes;
    }

    /** Of both families. */
    public List<Rule> rules() throws ErrnoException {
        List<Rule> rules = new ArrayList<>(rules(false));
        rules.addAll(rules(true));
        return rules;
    }

    /** Usable at once: an IPv6 address is added without duplicate address detection. */
    public void addAddress(int ifindex, Prefix address) throws ErrnoException {
        execute("add address " + address + " dev " + ifindex, AddressMessages.add(ifindex, address));
    }

    public void deleteAddress(int ifindex, Prefix address) throws ErrnoException {
        execute("delete address " + address + " dev " + ifindex, AddressMessages.delete(ifindex, address));
    }

    public void setUp(int ifindex, boolean up) throws ErrnoException {
        execute("set link " + ifindex + (up ? " up" : " down"), LinkMessages.setUp(ifindex, up));
    }

    public void setMtu(int ifindex, int mtuBytes) throws ErrnoException {
        execute("set link " + ifindex + " mtu " + mtuBytes, LinkMessages.setMtu(ifindex, mtuBytes));
    }

    public void setTxQueueLength(int ifindex, int packets) throws ErrnoException {
        execute("set link " + ifindex + " txqueuelen " + packets, LinkMessages.setTxQueueLength(ifindex, packets));
    }

    public void addRoute(Route route) throws ErrnoException {
        execute("add route " + route.describe(), RouteMessages.add(route));
    }

    /** ESRCH when there is none like it; a metric of 0 matches any. */
    public void deleteRoute(Route route) throws ErrnoException {
        execute("delete route " + route.describe(), RouteMessages.delete(route));
    }

    public void addRule(Rule rule) throws ErrnoException {
        execute("add rule " + rule.describe(), RuleMessages.add(rule));
    }

    /** ENOENT when there is none like it. */
    public void deleteRule(Rule rule) throws ErrnoException {
        execute("delete rule " + rule.describe(), RuleMessages.delete(rule));
    }

    public void deleteLink(int ifindex) throws ErrnoException {
        execute("delete link " + ifindex, LinkMessages.delete(ifindex));
    }

    @Override
    public void close() {
        socket.close();
    }

    private void execute(String call, NetlinkRequest request) throws ErrnoException {
        socket.execute(call, request);
    }

    private List<Route> routes(boolean ipv6) throws ErrnoException {
        return socket.query("list routes", RouteMessages.dump(ipv6), (message, out) -> {
            if (message.type() == RouteMessages.NEW) {
                RouteMessages.read(message, out);
            }
        });
    }

    private List<Rule> rules(boolean ipv6) throws ErrnoException {
        return socket.query("list rules", RuleMessages.dump(ipv6), (message, out) -> {
            if (message.type() == RuleMessages.NEW) {
                RuleMessages.read(message, out);
            }
        });
    }
}
