package dev.braid.lab.demo;

/** What the demo does, in this order. */
enum Phase {
    BOTH(10, "both links"),
    CUT(8, "dsl cut"),
    BACK(12, "dsl back");

    private final int seconds;
    private final String words;

    Phase(int seconds, String words) {
        this.seconds = seconds;
        this.words = words;
    }

    int seconds() {
        return seconds;
    }

    String words() {
        return words;
    }

    static int allSeconds() {
        int all = 0;
        for (Phase phase : values()) {
            all += phase.seconds;
        }
        return all;
    }
}
