package dev.braid.lab.demo;

/**
 * One second of the transfer.
 *
 * @param number since its start, from 1
 * @param dslMbit what the link delivered towards the LAN, everything counted
 * @param pingMs median through the tunnel; NaN when nothing came back
 */
record Second(int number, Phase phase, double dslMbit, double lteMbit, double pingMs) {
    double sumMbit() {
        return dslMbit + lteMbit;
    }
}
