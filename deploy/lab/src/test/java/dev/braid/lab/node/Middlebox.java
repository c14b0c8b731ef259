package dev.braid.lab.node;

import dev.braid.lab.Lab;
import java.io.IOException;

/** Something in the lab's Internet that is against MPTCP; one at a time. */
final class Middlebox {
    private Middlebox() {}

    /** Removes MPTCP's options from everything on these links, both ways. */
    static void strip(Lab lab, String... links) throws IOException {
        String devices = set(links);
        rules(
                lab,
                "iifname %s reset tcp option mptcp\n".formatted(devices)
                        + "oifname %s reset tcp option mptcp".formatted(devices));
    }

    /** Lets connections begin on these links, and resets subflows that join one. */
    static void refuseJoins(Lab lab, String... links) throws IOException {
        rules(
                lab,
                "iifname %s tcp flags & (syn | ack) == syn tcp option mptcp subtype 1 reject with tcp reset"
                        .formatted(set(links)));
    }

    static void remove(Lab lab) throws IOException {
        lab.tryExec("net", "nft", "delete", "table", "inet", "strip");
    }

    private static String set(String... links) {
        return "{ " + String.join(", ", links) + " }";
    }

    private static void rules(Lab lab, String rules) throws IOException {
        lab.exec("net", "sh", "-c", """
                nft -f - <<END
                table inet strip {
                  chain passing {
                    type filter hook forward priority mangle;
                    %s
                  }
                }
                END
                """.formatted(rules));
    }
}
