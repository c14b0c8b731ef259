package dev.braid.control.telemetry;

/**
 * @param tunnel the peer's name
 * @param path "" for the tunnel itself
 */
public record SeriesKey(String tunnel, String path) {}
