/**
 * The datagram lane: packets of light flows - calls, games, DNS, pings - that shall wait in no queue of ours, and for no lost link. Each leaves at
 * once on two paths, as the same UDP datagram, and the first that arrives counts.
 *
 * <pre>
 *   packet of a light flow -> SealingChannel: number, encrypt --+--> UDP by dsl --+--> OpeningChannel: first? -> decrypt -> TUN
 *                                                               +--> UDP by lte --+
 *                                     fewer than two paths answer probes: a COPY frame by the packet lane's carrier is the second
 *                                     none does: the packet lane alone
 *
 *   a datagram:  | type 1 | version 1 | channel 1 | 0 | 0 4 | session 8 | sequence 8 | encrypted packet | tag 16 |
 *   a COPY:      | virtio-net header and packet | session 4 | channel 4 | sequence 8 |
 * </pre>
 *
 * <p>It travels between the probes' sockets ({@link dev.braid.node.path.probe.Passenger}), so that a path is used while its probes are
 * answered, and the hub learns from them where its edge is and which paths it wants. The edge chooses: the two quickest that carry, without
 * those that are expensive if there are others.
 *
 * <p>A flow is light below 64 kB/s ({@link dev.braid.node.lane.datagram.LightFlows}), and its packets are no longer than fits the least MTU of
 * IPv6: 1,182 bytes. TCP stays where it is sent again when lost. Encryption is AES-256-GCM; keys come from the probes' key by direction, channel
 * and epoch ({@link dev.braid.node.lane.datagram.DatagramKeys}), nonces are sequences. Each event loop has a channel of its own. Copies are found
 * out by the replay window, before anything is decrypted.
 *
 * <p>In: packets from the packet lane's door, datagrams from the probes' sockets. Out: the same, the other way. Thread: a packet is sent on the
 * loop that read it; one loop takes all datagrams; COPY frames come on their carriers' loops, so windows are locked. Bytes: nothing is kept.
 */
@NullMarked
package dev.braid.node.lane.datagram;

import org.jspecify.annotations.NullMarked;
