package dev.braid.lab;

/** Why an emulated link did not deliver a frame. */
public enum DropCause {
    /** No room in the bounded queue in front of the bottleneck. */
    QUEUE,
    /** The dice, by the configured probability; the frame has taken its time on the wire. */
    LOSS,
    /** The link was told to swallow everything. */
    BLACKHOLE,
    /** The cable was out at one end or both. */
    CARRIER,
    /** More frames under way than the emulator has slots for: a limit of ours, not of the link. Results are then in doubt. */
    RING,
    /** The device at the far end refused the frame, for example because it is down. */
    DEVICE
}
