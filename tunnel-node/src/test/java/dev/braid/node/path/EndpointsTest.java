package dev.braid.node.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.linux.Errno;
import dev.braid.node.linux.ErrnoException;
import dev.braid.node.mptcp.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointsTest {
    private static final InetAddress DSL = InetAddress.ofLiteral("203.0.113.5");
    private static final InetAddress LTE = InetAddress.ofLiteral("198.51.100.7");

    private final Kernel kernel = new Kernel();
    private final Endpoints endpoints = new Endpoints(kernel, _ -> kernel.leaves);

    /** Takes what the kernel takes, and writes down what it was asked. */
    private static final class Kernel implements Endpoints.Kernel {
        final List<Endpoint> all = new ArrayList<>();
        final List<String> asked = new ArrayList<>();
        boolean refuses;
        boolean leaves;

        @Override
        public void add(Endpoint endpoint) throws IOException {
            if (refuses) {
                throw new ErrnoException("add endpoint", Errno.EINVAL);
            }
            asked.add("add " + endpoint.id());
            all.add(endpoint);
        }

        @Override
        public void delete(int id, InetAddress address) throws IOException {
            asked.add("delete " + id);
            if (!all.removeIf(e -> e.id() == id && e.address().equals(address))) {
                throw new ErrnoException("delete endpoint", Errno.EINVAL);
            }
        }

        @Override
        public void setFlags(int id, int flags) {
            asked.add("flags " + id + " " + flags);
        }

        @Override
        public List<Endpoint> all() {
            return all;
        }
    }

    @Test
    void followsTheUplinksAndDeletesBeforeItAdds() {
        endpoints.follow(Map.of(DSL, 3));
        assertThat(kernel.all).containsExactly(new Endpoint(1, DSL, 3, Endpoint.FLAG_SUBFLOW));
        kernel.asked.clear();
        endpoints.follow(Map.of(LTE, 4));
        assertThat(kernel.asked).containsExactly("delete 1", "add 2");
        assertThat(endpoints.ids()).containsOnlyKeys(2).containsValue(LTE);
        kernel.asked.clear();
        endpoints.follow(Map.of(LTE, 4));
        assertThat(kernel.asked).isEmpty();
    }

    @Test
    void aKernelThatLeavesInitialSubflowsIsAskedForThem() {
        endpoints.follow(Map.of(DSL, 3));
        kernel.leaves = true;
        endpoints.follow(Map.of());
        assertThat(kernel.asked).endsWith("delete 1", "delete 0");
    }

    @Test
    void anAddressThatMovesToAnotherInterfaceIsAddedAnew() {
        endpoints.follow(Map.of(DSL, 3));
        endpoints.follow(Map.of(DSL, 9));
        assertThat(kernel.all).containsExactly(new Endpoint(2, DSL, 9, Endpoint.FLAG_SUBFLOW));
    }

    @Test
    void noIdIsUsedTwiceInARow() {
        endpoints.follow(Map.of(DSL, 3));
        int before = 1;
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < 600; i++) {
            endpoints.renew(DSL);
            int now = kernel.all.getFirst().id();
            assertThat(now).isNotEqualTo(before).isBetween(1, 250);
            used.add(now);
            before = now;
        }
        assertThat(used).as("ids go round").hasSize(250);
    }

    @Test
    void idsOfOthersAreLeftAlone() {
        kernel.all.add(new Endpoint(1, LTE, 0, Endpoint.FLAG_SIGNAL));
        kernel.all.add(new Endpoint(2, LTE, 0, Endpoint.FLAG_SIGNAL));
        endpoints.follow(Map.of(DSL, 3));
        assertThat(endpoints.ids()).containsOnlyKeys(3);
    }

    @Test
    void whatTheKernelRefusesIsTriedAgainAtTheNextChange() {
        kernel.refuses = true;
        endpoints.follow(Map.of(DSL, 3));
        assertThat(endpoints.ids()).isEmpty();
        kernel.refuses = false;
        endpoints.follow(Map.of(DSL, 3));
        assertThat(endpoints.ids()).containsValue(DSL);
    }

    @Test
    void anEndpointThatIsGoneAlreadyIsNoFault() {
        endpoints.follow(Map.of(DSL, 3, LTE, 4));
        kernel.all.clear();
        endpoints.follow(Map.of());
        assertThat(endpoints.ids()).isEmpty();
    }

    @Test
    void renewingWhatIsNotOursDoesNothing() {
        endpoints.renew(LTE);
        assertThat(kernel.asked).isEmpty();
    }

    @Test
    void dropsAnInterfaceAtOnceIfItCanBeSparedAndOnlyOneUntilThatWasSeen() {
        endpoints.follow(Map.of(DSL, 3));
        endpoints.follow(ordered());
        endpoints.drop(3);
        assertThat(kernel.asked).as("nothing was said to be spare").doesNotContain("delete 1");
        endpoints.spare(Set.of(3, 4));
        kernel.asked.clear();
        endpoints.drop(3);
        endpoints.drop(4);
        endpoints.spare(Set.of(3, 4));
        endpoints.drop(4);
        endpoints.follow(ordered());
        assertThat(kernel.asked).containsExactly("delete 1");
        endpoints.dropSeen(3);
        endpoints.follow(ordered());
        assertThat(kernel.asked).containsExactly("delete 1", "add 3");
    }

    private static Map<InetAddress, Integer> ordered() {
        Map<InetAddress, Integer> wanted = new LinkedHashMap<>();
        wanted.put(DSL, 3);
        wanted.put(LTE, 4);
        return wanted;
    }
}
