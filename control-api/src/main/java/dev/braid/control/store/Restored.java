package dev.braid.control.store;

/** Published after all tables and key files were replaced by those of a backup: whoever holds something in memory reads again. */
public record Restored() {}
