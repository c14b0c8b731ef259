package dev.braid.control.web;

/** How things are named by clients: as nodes and uplinks are everywhere in Braid. */
public final class Names {
    public static final String PATTERN = "[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?";
    public static final String MESSAGE =
            "must be 1 to 32 of a-z, 0-9 and '-', beginning and ending with a letter or digit";
    /** A tunnel: the edge's name, a dot, the hub's. */
    public static final String TUNNEL = PATTERN + "\\." + PATTERN;

    public static final String TUNNEL_MESSAGE = "must be EDGE.HUB";

    /** A network interface's. */
    public static final String INTERFACE = "[A-Za-z0-9_.:@-]{1,15}";

    public static final String INTERFACE_MESSAGE = "must be an interface's name";

    private Names() {}
}
