package dev.braid.node.lane.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.Prefix;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PrefixTableTest {
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(20);

    private static String find(Map<Prefix, String> entries, String address) {
        byte[] bytes = Prefix.literal(address).getAddress();
        ByteBuf b = Unpooled.buffer().writeByte(0).writeBytes(bytes);
        return String.valueOf(PrefixTable.of(entries).find(b, 1, bytes.length == 16));
    }

    @Test
    void theLongestPrefixWins() {
        Map<Prefix, String> entries = Map.of(
                Prefix.parse("0.0.0.0/0"), "all",
                Prefix.parse("10.0.0.0/8"), "ten",
                Prefix.parse("10.1.0.0/16"), "one",
                Prefix.parse("10.1.2.3/32"), "host",
                Prefix.parse("fd77::/16"), "six");
        assertThat(find(entries, "192.0.2.1")).isEqualTo("all");
        assertThat(find(entries, "10.2.0.1")).isEqualTo("ten");
        assertThat(find(entries, "10.1.255.255")).isEqualTo("one");
        assertThat(find(entries, "10.1.2.3")).isEqualTo("host");
        assertThat(find(entries, "10.1.2.2")).isEqualTo("one");
        assertThat(find(entries, "fd77::1")).isEqualTo("six");
        assertThat(find(entries, "fe80::1")).as("IPv4's default is not IPv6's").isEqualTo("null");
        assertThat(find(Map.of(), "10.0.0.1")).isEqualTo("null");
    }

    @Test
    void agreesWithASlowSearchOverRandomPrefixes() throws UnknownHostException {
        for (int round = 0; round < 200; round++) {
            Map<Prefix, Integer> entries = new HashMap<>();
            for (int i = 0; i < random.nextInt(60); i++) {
                entries.put(randomPrefix(random.nextBoolean()).network(), i);
            }
            PrefixTable<Integer> table = PrefixTable.of(entries);
            for (int i = 0; i < 100; i++) {
                boolean ipv6 = random.nextBoolean();
                byte[] address = randomAddress(ipv6);
                assertThat(table.find(Unpooled.wrappedBuffer(address), 0, ipv6))
                        .isEqualTo(slow(entries, InetAddress.getByAddress(address)));
            }
        }
    }

    private static @Nullable Integer slow(Map<Prefix, Integer> entries, InetAddress address) {
        return entries.entrySet().stream()
                .filter(e -> e.getKey().contains(Prefix.of(address)))
                .max(Comparator.comparingInt(e -> e.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(null);
    }

    private Prefix randomPrefix(boolean ipv6) throws UnknownHostException {
        byte[] address = randomAddress(ipv6);
        return new Prefix(InetAddress.getByAddress(address), random.nextInt(address.length * 8 + 1));
    }

    /** Few different bits, so that prefixes nest and addresses hit. */
    private byte[] randomAddress(boolean ipv6) {
        byte[] bytes = new byte[ipv6 ? 16 : 4];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(3) * 0x41);
        }
        bytes[0] = ipv6 ? (byte) 0xfd : 10;
        return bytes;
    }
}
