package dev.braid.node.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.linux.InNamespace;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForeignFirewallIT {
    /** As Docker and ufw leave it, through iptables. */
    private static final String DROPPING =
            "table ip filter { chain FORWARD { type filter hook forward priority filter; policy drop; }; }";

    @Test
    void namesTheChainThatDropsAndTheRemedy() throws Exception {
        InNamespace.run(() -> {
            Nft.find().run(DROPPING);

            assertThat(warnings())
                    .singleElement()
                    .asString()
                    .contains("chain FORWARD of table ip filter", "iptables -I FORWARD -i braid0 -j ACCEPT");
        });
    }

    @Test
    void keepsQuietWhenTheDeviceHasBeenLetThrough() throws Exception {
        InNamespace.run(() -> {
            Nft.find().run(DROPPING);
            Nft.find().run("add rule ip filter FORWARD iifname \"braid0\" accept");

            assertThat(warnings()).isEmpty();
        });
    }

    @Test
    void keepsQuietAboutChainsThatAccept() throws Exception {
        InNamespace.run(() -> {
            Nft.find().run(DROPPING.replace("policy drop", "policy accept"));
            Nft.find().run("table inet guard { chain input { type filter hook input priority 0; policy drop; }; }");

            assertThat(warnings()).isEmpty();
        });
    }

    private static List<String> warnings() throws Exception {
        return new ForeignFirewall(Nft.find()).warnings("braid0");
    }
}
