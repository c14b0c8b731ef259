package dev.braid.node.path.probe;

/** Which of the last 64 sequences of a path have come; whatever is older, or comes again, is refused (after RFC 4303, appendix A2). */
final class ReplayWindow {
    private static final int WIDTH = 64;

    private long highest;
    private long seen;

    boolean accept(long sequence) {
        if (sequence > highest) {
            long step = sequence - highest;
            seen = step >= WIDTH ? 1 : seen << step | 1;
            highest = sequence;
            return true;
        }
        long age = highest - sequence;
        if (sequence <= 0 || age >= WIDTH || (seen >>> age & 1) != 0) {
            return false;
        }
        seen |= 1L << age;
        return true;
    }
}
