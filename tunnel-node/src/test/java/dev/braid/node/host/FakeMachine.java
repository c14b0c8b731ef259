package dev.braid.node.host;

import dev.braid.node.contract.Prefix;
import dev.braid.node.linux.Address;
import dev.braid.node.linux.Errno;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.linux.Link;
import dev.braid.node.linux.Route;
import dev.braid.node.linux.Rule;
import dev.braid.node.mptcp.Endpoint;
import dev.braid.node.mptcp.Limits;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A machine in memory, with the kernel's own answers for what exists or is gone, and its habit of switching every interface
 * with IPv6 forwarding. Loses its power before or after a chosen change.
 */
final class FakeMachine implements Machine {
    final Map<String, String> sysctls = new TreeMap<>();
    final List<Link> links = new ArrayList<>();
    final List<Address> addresses = new ArrayList<>();
    final List<Route> routes = new ArrayList<>();
    final List<Rule> rules = new ArrayList<>();
    final Map<String, String> tables = new TreeMap<>();
    final List<Endpoint> endpoints = new ArrayList<>();
    final List<InetAddress> nameServers = new ArrayList<>();
    final List<Integer> refusing = new ArrayList<>();
    Limits limits = new Limits(2, 0);

    /** Changes until the crash; negative for never. */
    int changesLeft = -1;

    boolean crashAfterTheChange;
    int changesMade;

    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    FakeMachine link(int index, String name) {
        links.add(new Link(index, name, 1500, true, true, name.equals("lo") ? 772 : 1, ""));
        sysctls.put("net/ipv4/conf/" + name + "/forwarding", "0");
        sysctls.put("net/ipv4/conf/" + name + "/rp_filter", "0");
        sysctls.put("net/ipv6/conf/" + name + "/forwarding", "0");
        sysctls.put("net/ipv6/conf/" + name + "/accept_ra", "1");
        return this;
    }

    FakeMachine address(int ifindex, String prefix) {
        Prefix address = Prefix.parse(prefix);
        addresses.add(new Address(ifindex, address, Route.SCOPE_UNIVERSE, false, false, null));
        return onLink(ifindex, address.network().toString());
    }

    FakeMachine onLink(int ifindex, String prefix) {
        routes.add(Route.unicast(Prefix.parse(prefix), null, ifindex, Route.RT_TABLE_MAIN, Route.PROTOCOL_KERNEL));
        return this;
    }

    FakeMachine gateway(int ifindex, String gateway, int metric) {
        InetAddress via = Prefix.literal(gateway);
        Prefix all = UplinkPlan.everything(via.getAddress().length == 16);
        routes.add(Route.unicast(all, via, ifindex, Route.RT_TABLE_MAIN, Route.PROTOCOL_DHCP)
                .withMetric(metric));
        return this;
    }

    /** All that can be changed, as text to compare. */
    String state() {
        return sysctls + "\n" + sorted(addresses) + "\n" + sorted(routes) + "\n" + sorted(rules) + "\n" + tables + "\n"
                + sorted(endpoints) + "\n" + limits;
    }

    HostView view() {
        return new HostView(
                List.copyOf(links),
                List.copyOf(addresses),
                List.copyOf(routes),
                sysctls::get,
                limits,
                List.copyOf(nameServers));
    }

    @Override
    public @Nullable String sysctl(String key) {
        return sysctls.get(key);
    }

    @Override
    public void setSysctl(String key, String value) {
        change(() -> {
            sysctls.put(key, value);
            if (key.equals(Forwarding.IPV6_SWITCH)) {
                sysctls.replaceAll((k, v) -> Forwarding.followsIpv6Switch(k) ? value : v);
            }
        });
    }

    @Override
    public List<Link> links() {
        return List.copyOf(links);
    }

    @Override
    public List<Address> addresses() {
        return List.copyOf(addresses);
    }

    @Override
    public List<Route> routes() {
        return List.copyOf(routes);
    }

    @Override
    public List<Rule> rules() {
        return List.copyOf(rules);
    }

    @Override
    public void addAddress(int ifindex, Prefix address) throws ErrnoException {
        add(addresses, new Address(ifindex, address, Route.SCOPE_UNIVERSE, false, false, null));
    }

    @Override
    public void deleteAddress(int ifindex, Prefix address) throws ErrnoException {
        delete(addresses, new Address(ifindex, address, Route.SCOPE_UNIVERSE, false, false, null), Errno.EADDRNOTAVAIL);
    }

    @Override
    public void addRoute(Route route) throws ErrnoException {
        if (refusing.contains(route.ifindex())) {
            throw new ErrnoException("add route " + route.describe(), Errno.ENETDOWN);
        }
        add(routes, route);
    }

    @Override
    public void deleteRoute(Route route) throws ErrnoException {
        delete(routes, route, Errno.ESRCH);
    }

    @Override
    public void addRule(Rule rule) throws ErrnoException {
        add(rules, rule);
    }

    @Override
    public void deleteRule(Rule rule) throws ErrnoException {
        delete(rules, rule, Errno.ENOENT);
    }

    /** Understands what {@link Changes} writes: a replacement. */
    @Override
    public void nft(String script) {
        String name = script.lines().findFirst().orElseThrow().replaceFirst("add table ", "");
        change(() -> tables.put(name, script));
    }

    @Override
    public void deleteNftTable(String family, String name) throws ErrnoException {
        if (!tables.containsKey(family + " " + name)) {
            throw new ErrnoException("delete firewall table " + family + " " + name, Errno.ENOENT);
        }
        change(() -> tables.remove(family + " " + name));
    }

    @Override
    public List<String> nftTables() {
        return List.copyOf(tables.keySet());
    }

    @Override
    public boolean firewallChanged() {
        return true;
    }

    @Override
    public List<String> firewallWarnings(String device) {
        return List.of();
    }

    @Override
    public Map<FirewallDrop, Long> firewallDrops() {
        return Map.of();
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    @Override
    public void addEndpoint(Endpoint endpoint) throws ErrnoException {
        add(endpoints, endpoint);
    }

    @Override
    public void deleteEndpoint(int id, InetAddress address) {
        change(() -> endpoints.removeIf(e -> e.id() == id));
    }

    @Override
    public void setEndpointFlags(int id, int flags) {
        change(() -> endpoints.replaceAll(e -> e.id() == id ? new Endpoint(id, e.address(), e.ifindex(), flags) : e));
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public void setLimits(Limits limits) {
        change(() -> this.limits = limits);
    }

    @Override
    public List<InetAddress> nameServers() {
        return List.copyOf(nameServers);
    }

    @Override
    public void close() {}

    private <T> void add(List<T> things, T thing) throws ErrnoException {
        if (things.contains(thing)) {
            throw new ErrnoException("add " + thing, Errno.EEXIST);
        }
        change(() -> things.add(thing));
    }

    private <T> void delete(List<T> things, T thing, int errnoWhenGone) throws ErrnoException {
        if (!things.contains(thing)) {
            throw new ErrnoException("delete " + thing, errnoWhenGone);
        }
        change(() -> things.remove(thing));
    }

    private void change(Runnable change) {
        boolean last = changesLeft == 0;
        if (last && !crashAfterTheChange) {
            throw new Crash();
        }
        change.run();
        changesMade++;
        changesLeft--;
        if (last) {
            throw new Crash();
        }
    }

    private static String sorted(Collection<?> things) {
        return things.stream().map(Object::toString).sorted().collect(Collectors.joining("\n"));
    }
}
