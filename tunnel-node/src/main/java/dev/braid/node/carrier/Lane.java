package dev.braid.node.carrier;

/** The way of carrying traffic that a carrier serves; the number is its code in HELLO. */
public enum Lane {
    PACKET(1, "packet"),
    STREAM(2, "stream"),
    DATAGRAM(3, "datagram"),
    /** Carries nobody's traffic: tells how much could be carried. */
    MEASURE(4, "measure");

    private final int code;
    private final String label;

    Lane(int code, String label) {
        this.code = code;
        this.label = label;
    }

    int code() {
        return code;
    }

    /** As metrics and status show it. */
    public String label() {
        return label;
    }

    static Lane of(int code) throws MalformedHelloException {
        for (Lane lane : values()) {
            if (lane.code == code) {
                return lane;
            }
        }
        throw new MalformedHelloException("lane " + code + " is unknown");
    }
}
