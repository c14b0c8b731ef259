/**
 * Real hosts on one machine: each is a network namespace, uplinks are TAP pairs with this process between them.
 *
 * <pre>
 *  lan                edge               the Internet ("net")            hub                    server
 *  192.168.10.2       192.168.10.1       NAT: one public address         203.0.113.1            198.51.100.2
 *  fd10::2            fd10::1            per uplink, 192.0.2.N           2001:db8:113::1        2001:db8:51::2
 *  +-----+   veth   +------+            +---------------------+  veth  +-----+     veth      +--------+
 *  |     |eth0   lan|      |dsl ~~~~ dsl|                     |hub  wan|     |lan        eth0|        |
 *  | lan |----------| edge |  10.1.0.0/24                     |--------| hub |---------------| server |
 *  |     |          |      |  fd01::/64 |                     |        |     |               |        |
 *  +-----+          |      |            |         net         |        +-----+               +--------+
 *                   |      |lte ~~~~ lte|                     |
 *                   |      |  10.2.0.0/24                     |stranger   veth   eth0 +----------+
 *                   +------+  fd02::/64 |                     |-----------------------| stranger |
 *  lan2, edge2, dsl2, lte2: as above,   +---------------------+  198.18.0.2           +----------+
 *  192.168.11.0/24, 10.1.1.0/24 ...                              2001:db8:18::2
 *
 *  ~~~~ one LinkEmulator: rate, delay, loss, bounded queue, blackhole, carrier; the edge's end is .2, the net's end .1
 * </pre>
 *
 * An edge finds its uplinks as a DHCP client leaves them: an address and a default route each, metrics 100, 200 and so on.
 * Rules, tables, forwarding and everything else are left to whoever is tested.
 *
 * <p>In: a {@link dev.braid.lab.LabPlan}, then changes of shape at any time and commands to run in a host. Out: traffic,
 * counters, the output of commands. Thread: one per emulated link moves its frames, both directions; a shape is replaced from
 * any thread. Bytes: a frame belongs to its wire's ring from read(2) to write(2) and is never copied. Closing the lab ends
 * what it started, by process id, and deletes the namespaces; devices go with them.
 */
@NullMarked
package dev.braid.lab;

import org.jspecify.annotations.NullMarked;
