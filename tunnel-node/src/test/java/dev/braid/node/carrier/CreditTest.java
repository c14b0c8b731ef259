package dev.braid.node.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CreditTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MB = 1 << 20;

    private long roundTripNs;
    private long nowNs = 77 * MS;
    private long passedOn;
    private final Credit credit = new Credit(true, () -> roundTripNs);

    private void hear(long bytes, long afterMs) {
        nowNs += afterMs * MS;
        passedOn += bytes;
        credit.heard(passedOn, nowNs);
    }

    /** How much may be written until there is no more room, in steps of 4 kB. */
    private long room() {
        long bytes = 0;
        while (credit.hasRoom() && bytes < 100 * MB) {
            credit.wrote(4096);
            bytes += 4096;
        }
        return bytes;
    }

    @Test
    void aMegabyteIsFree() {
        assertThat(room()).isEqualTo(Credit.FREE_BYTES);
    }

    @Test
    void whatIsPassedOnMayBeWrittenAgain() {
        room();
        hear(3 * 4096, 1_000);
        assertThat(room()).as("and what that rate allows, less than a step").isBetween(3 * 4096L, 4 * 4096L);
    }

    @Test
    void aLongWayHasRoomForTwiceWhatAFlightBrings() {
        roundTripNs = 50 * MS;
        hear(0, 10);
        room();
        hear(MB, 10); // 100 MB/s: 11 MB in two round trips and the peer's turns, of which nothing is on its way
        assertThat(room()).isBetween(12L * MB - 8_192, 12L * MB + 8_192);
    }

    @Test
    void aHoleInTheStreamTakesNoRoomForASecond() {
        roundTripNs = 50 * MS;
        hear(0, 10);
        room();
        hear(MB, 10);
        room();
        hear(0, 500);
        hear(1, 20);
        assertThat(room()).as("as much as before").isLessThan(8_192);
        hear(4096, 1_000);
        assertThat(credit.hasRoom()).as("the rate is a low one now").isFalse();
    }

    @Test
    void howeverFastAndLongThereIsABound() {
        roundTripNs = 60_000 * MS;
        hear(0, 10);
        hear(0, 10);
        hear(100 * MB, 10);
        credit.wrote(100 * MB);
        assertThat(room()).isEqualTo(64 * MB);
    }

    @Test
    void whoHasReadAQuarterTellsOnce() {
        credit.read((int) Credit.EVERY_BYTES - 1);
        assertThat(credit.isDue()).isFalse();
        credit.read(2);
        assertThat(credit.isDue()).isTrue();
        assertThat(credit.tell()).isEqualTo(Credit.EVERY_BYTES + 1);
        assertThat(credit.isDue()).isFalse();
    }
}
