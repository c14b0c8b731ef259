package dev.braid.node.lane.packet;

import dev.braid.node.contract.Prefix;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Longest-prefix match from an address in a packet to whoever has it; immutable, lookups allocate nothing. A binary trie in one int
 * array: a node is [child for 0, child for 1, value + 1], the IPv4 root is node 0 and the IPv6 root node 1.
 *
 * @param <T> who
 */
final class PrefixTable<T> {
    private static final int NODE = 3;

    private final int[] nodes;
    private final List<T> values;

    private PrefixTable(int[] nodes, List<T> values) {
        this.nodes = nodes;
        this.values = values;
    }

    static <T> PrefixTable<T> of(Map<Prefix, T> entries) {
        int[] nodes = new int[2 * NODE];
        int used = 2;
        List<T> values = new ArrayList<>();
        for (Map.Entry<Prefix, T> entry : entries.entrySet()) {
            Prefix prefix = entry.getKey();
            byte[] bytes = prefix.address().getAddress();
            int node = prefix.isIpv6() ? 1 : 0;
            for (int bit = 0; bit < prefix.length(); bit++) {
                int slot = node * NODE + (bytes[bit / 8] >> (7 - bit % 8) & 1);
                if (nodes[slot] == 0) {
                    nodes = used * NODE == nodes.length ? Arrays.copyOf(nodes, nodes.length * 2) : nodes;
                    nodes[slot] = used++;
                }
                node = nodes[slot];
            }
            values.add(entry.getValue());
            nodes[node * NODE + 2] = values.size();
        }
        return new PrefixTable<>(nodes, List.copyOf(values));
    }

    /** Who has the address at {@code at}, or null. */
    @Nullable
    T find(ByteBuf b, int at, boolean ipv6) {
        int node = ipv6 ? 1 : 0;
        int bits = ipv6 ? 128 : 32;
        int best = nodes[node * NODE + 2];
        for (int bit = 0; bit < bits; bit++) {
            node = nodes[node * NODE + (b.getByte(at + bit / 8) >> (7 - bit % 8) & 1)];
            if (node == 0) {
                break;
            }
            int value = nodes[node * NODE + 2];
            best = value == 0 ? best : value;
        }
        return best == 0 ? null : values.get(best - 1);
    }
}
