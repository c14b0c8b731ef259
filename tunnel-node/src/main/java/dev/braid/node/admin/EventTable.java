package dev.braid.node.admin;

import dev.braid.node.contract.NodeEvent;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Events for a terminal, one a line, by the reader's own clock. */
public final class EventTable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private EventTable() {}

    public static String render(List<NodeEvent> events) {
        if (events.isEmpty()) {
            return "nothing has happened yet\n";
        }
        TextTable table = new TextTable().row("ID", "TIME", "PATH", "EVENT", "WHY");
        for (NodeEvent event : events) {
            table.row(
                    Long.toString(event.id()),
                    TIME.format(event.at().atZone(ZoneId.systemDefault())),
                    event.path(),
                    what(event),
                    why(event));
        }
        return StatusTable.plain(table.toString());
    }

    private static String what(NodeEvent event) {
        return event.from() == event.to()
                ? event.kind()
                : word(event.from().name()) + " -> " + word(event.to().name());
    }

    private static String why(NodeEvent event) {
        return event.text().isEmpty() && event.reason() != null ? event.reason() : event.text();
    }

    private static String word(String state) {
        return state.toLowerCase(Locale.ROOT);
    }
}
