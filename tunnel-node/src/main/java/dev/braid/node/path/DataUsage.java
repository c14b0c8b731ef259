package dev.braid.node.path;

import java.time.LocalDate;

/** What of a month's data is used: both directions together, since the first day of the period. */
public record DataUsage(LocalDate periodStart, long usedBytes, long limitBytes) {}
