package dev.braid.node.host;

import java.util.Locale;

/** Why a hub's firewall table drops what comes out of a tunnel; the word is the comment of the rule. Closed set, fit for a metrics label. */
public enum FirewallDrop {
    /** From an address that no edge has. */
    FOREIGN_SOURCE,
    /** To an edge that this one does not reach. */
    OTHER_EDGE,
    /** Neither to the Internet nor to a prefix it was granted. */
    NOT_GRANTED,
    /** To the hub itself. */
    THIS_NODE;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The end of a rule. */
    String counted() {
        return "counter drop comment \"" + label() + '"';
    }
}
