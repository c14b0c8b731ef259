package dev.braid.control.backup;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is in a backup.
 *
 * @param schema versions of the migrations that the tables are of
 * @param tables rows by table, in an order in which they can be inserted; a value is a text, a number or {base64: ...}
 * @param files {@code identity.key}, what the authority's keys are sealed with, in base64
 */
record Content(
        int format,
        String schema,
        Instant createdAt,
        Map<String, List<Map<String, Object>>> tables,
        Map<String, String> files) {
    static final int FORMAT = 1;
}
