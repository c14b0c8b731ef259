package dev.braid.node.path;

import dev.braid.node.host.HostView;
import dev.braid.node.linux.Link;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which interface an uplink means: one name, a pattern with {@code *} and {@code ?}, or a MAC address (no name has a colon). */
final class InterfaceMatch {
    private static final int ARPHRD_LOOPBACK = 772;

    private InterfaceMatch() {}

    static boolean isName(String wanted) {
        return wanted.chars().noneMatch(c -> c == '*' || c == '?' || c == ':');
    }

    /**
     * The best of those that fit: with carrier before without, then the oldest; null when there is none.
     *
     * @param taken interfaces that are something else already
     */
    static @Nullable Link find(String wanted, HostView view, Set<String> taken) {
        return view.links().stream()
                .filter(link -> fits(wanted, link) && !taken.contains(link.name()))
                .min(Comparator.comparing((Link link) -> !(link.up() && link.carrier()))
                        .thenComparingInt(Link::index))
                .orElse(null);
    }

    private static boolean fits(String wanted, Link link) {
        if (wanted.indexOf(':') >= 0) {
            return !link.mac().isEmpty() && link.mac().equals(wanted.toLowerCase(Locale.ROOT));
        }
        if (isName(wanted)) {
            return link.name().equals(wanted);
        }
        return link.type() != ARPHRD_LOOPBACK
                && pattern(wanted).matcher(link.name()).matches();
    }

    private static Pattern pattern(String wanted) {
        StringBuilder regex = new StringBuilder();
        wanted.chars()
                .forEach(c -> regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
        return Pattern.compile(regex.toString());
    }
}
