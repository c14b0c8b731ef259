package dev.braid.control.enrolment;

import dev.braid.control.node.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided of a key.
 *
 * @param nodeName the only name it is good for; null lets the machine choose
 * @param uses how many machines may join with it
 */
record EnrolmentKey(@Nullable String nodeName, Kind kind, int uses, Instant expiresAt) {}
