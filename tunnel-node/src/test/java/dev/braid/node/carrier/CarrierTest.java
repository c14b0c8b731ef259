package dev.braid.node.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CarrierTest {
    @Test
    void doesWithoutMptcpOnlyWhileItLives() {
        TestCarrier carrier = TestCarrier.up();
        assertThat(carrier.carrier().isPlainTcp()).isTrue();

        carrier.lose();
        assertThat(carrier.carrier().isPlainTcp())
                .as("one that has ended says nothing about its path")
                .isFalse();
    }
}
