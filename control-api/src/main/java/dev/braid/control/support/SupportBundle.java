package dev.braid.control.support;

import dev.braid.control.event.Events;
import dev.braid.control.node.Nodes;
import dev.braid.control.node.Statuses;
import dev.braid.control.store.Store;
import dev.braid.control.store.Tables;
import dev.braid.control.uplink.Uplinks;
import dev.braid.control.web.Json;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Puts the bundle together. Only what is named here goes in; nothing is copied wholesale and then cleaned. */
@Component
class SupportBundle {
    private static final List<String> SETTINGS = List.of(
            "server.address",
            "server.port",
            "braid.management.address",
            "braid.management.port",
            "braid.data-directory",
            "braid.trial-seconds");
    private static final int EVENTS = 2_000;
    private static final int NODES = 1_000;

    private final Store store;
    private final Tables tables;
    private final Nodes nodes;
    private final Uplinks uplinks;
    private final Statuses statuses;
    private final Events events;
    private final Json json;
    private final Environment environment;
    private final ObjectProvider<BuildProperties> build;
    private final PrometheusMeterRegistry meters;

    SupportBundle(
            Store store,
            Tables tables,
            Nodes nodes,
            Uplinks uplinks,
            Statuses statuses,
            Events events,
            Json json,
            Environment environment,
            ObjectProvider<BuildProperties> build,
            PrometheusMeterRegistry meters) {
        this.store = store;
        this.tables = tables;
        this.nodes = nodes;
        this.uplinks = uplinks;
        this.statuses = statuses;
        this.events = events;
        this.json = json;
        this.environment = environment;
        this.build = build;
        this.meters = meters;
    }

    void write(OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, "about.json", json.write(about()));
            put(zip, "settings.json", json.write(settings()));
            for (Nodes.Named node : nodes.list("", NODES)) {
                put(zip, "nodes/" + node.name() + ".json", json.write(describe(node)));
            }
            put(zip, "events.json", json.write(events.before(Long.MAX_VALUE, Events.Filter.NONE, EVENTS)));
            put(zip, "metrics.txt", meters.scrape());
            put(zip, "threads.txt", threads());
        }
    }

    private Map<String, Object> about() {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("time", store.now());
        about.put(
                "version",
                build.stream().map(BuildProperties::getVersion).findFirst().orElse("development"));
        about.put("java", runtime.getVmVendor() + " " + runtime.getVmVersion());
        about.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        about.put("processors", Runtime.getRuntime().availableProcessors());
        about.put("uptimeSeconds", runtime.getUptime() / 1_000);
        about.put(
                "heapUsedBytes",
                Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        about.put("heapMostBytes", Runtime.getRuntime().maxMemory());
        about.put("database", store.dialect());
        about.put("schema", tables.schemaVersions());
        about.put("nodes", nodes.count());
        return about;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        SETTINGS.forEach(name -> settings.put(name, environment.getProperty(name, "")));
        return settings;
    }

    private Map<String, Object> describe(Nodes.Named node) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("spec", node.node().value());
        described.put("revision", node.node().version());
        described.put("uplinks", uplinks.specsOf(node.name()));
        described.put("status", statuses.of(node.name()));
        return described;
    }

    private static String threads() {
        StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            text.append(thread.getName()).append(' ').append(thread.getState()).append('\n');
            for (StackTraceElement frame : frames) {
                text.append("    ").append(frame).append('\n');
            }
        });
        return text.toString();
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
