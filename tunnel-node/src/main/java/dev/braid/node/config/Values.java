package dev.braid.node.config;

import dev.braid.node.contract.Prefix;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Single values of the file, each checked for itself. After a problem the answer is a placeholder. */
final class Values {
    /** linux/if.h: IFNAMSIZ is 16 with the closing zero. */
    private static final int MAX_INTERFACE_BYTES = 15;

    private static final int MAX_SHOWN = 120;

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern INTERFACE = Pattern.compile("[^\\s/:\\p{Cntrl}]+");
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9])?\\.?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private Values() {}

    /** The rule for the names of nodes, hubs, uplinks and edges. */
    static String name(Field field, String name) {
        if (!NAME.matcher(name).matches()) {
            field.error(
                    "'" + shown(name) + "' is not a name",
                    "Names have 1 to 32 characters: small letters, digits and hyphens");
        }
        return name;
    }

    static String name(Field field, String example, String placeholder) {
        String name = field.required(example).text();
        return name == null ? placeholder : name(field, name);
    }

    static int number(Field field, int absent, int min, int max) {
        String text = field.text();
        if (text == null) {
            return absent;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
            field.error(number + " is out of range", "Choose a number from " + min + " to " + max);
        } catch (NumberFormatException e) {
            field.error("'" + shown(text) + "' is not a whole number", "Choose one from " + min + " to " + max);
        }
        return absent;
    }

    static boolean flag(Field field, boolean absent) {
        String text = field.text();
        return switch (text == null ? "" : text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> {
                if (text != null) {
                    field.error("'" + shown(text) + "' is neither true nor false", "Write 'true' or 'false'");
                }
                yield absent;
            }
        };
    }

    static <E extends Enum<E>> E choice(Field field, List<E> choices, E absent) {
        String text = field.text();
        if (text == null) {
            return absent;
        }
        for (E choice : choices) {
            if (word(choice).equals(text)) {
                return choice;
            }
        }
        List<String> words = choices.stream().map(Values::word).toList();
        field.error("'" + shown(text) + "' is not one of the choices", "Choose " + String.join(", ", words));
        return absent;
    }

    static String interfaceName(Field field, String example, String placeholder) {
        String name = field.required(example).text();
        if (name == null) {
            return placeholder;
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_INTERFACE_BYTES) {
            field.error("'" + shown(name) + "' is too long for an interface", "Linux takes up to 15 bytes");
            return placeholder;
        }
        if (!INTERFACE.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            field.error("'" + shown(name) + "' cannot be an interface", "Use no space, slash or colon");
            return placeholder;
        }
        return name;
    }

    /** A prefix that can be routed, or null after a problem. */
    static @Nullable Prefix prefix(Field field, String example) {
        String text = field.text();
        if (text == null) {
            return null;
        }
        try {
            Prefix prefix = Prefix.parse(text);
            if (isRoutable(prefix.address())) {
                return prefix;
            }
            field.error(prefix + " cannot be routed", "Choose another than loopback, link-local or multicast");
        } catch (IllegalArgumentException e) {
            field.error(reason(e), "Write it as '" + example + "'");
        }
        return null;
    }

    private static boolean isRoutable(InetAddress address) {
        return !address.isLoopbackAddress() && !address.isLinkLocalAddress() && !address.isMulticastAddress();
    }

    /** A literal or a name; whether the name exists is found out when connecting. */
    static String host(Field field, String example) {
        String text = field.required(example).text();
        if (text == null) {
            return example;
        }
        if (!isLiteral(text) && (text.length() > 253 || !HOST_NAME.matcher(text).matches() || isNumbers(text))) {
            field.error(
                    "'" + shown(text) + "' is neither an address nor a host name",
                    "Write it as '" + example + "'; the port has a key of its own");
        }
        return text;
    }

    /** {@code 127.0.0.1:9464} or {@code [::]:7070}; never a name, because a listener must not wait for DNS. */
    static InetSocketAddress listen(Field field, InetSocketAddress absent, String example) {
        String text = field.text();
        if (text == null) {
            return absent;
        }
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String port = text.substring(colon + 1);
        try {
            if (PORT.matcher(port).matches() && bracketed == host.contains(":")) {
                int number = Integer.parseInt(port);
                InetAddress address = Prefix.literal(bracketed ? host.substring(1, host.length() - 1) : host);
                if (number >= 1 && number <= 65535) {
                    return new InetSocketAddress(address, number);
                }
            }
        } catch (IllegalArgumentException e) {
            // Said below, together with the other ways of being wrong.
        }
        field.error("'" + shown(text) + "' is not an address with a port", "Write it as '" + example + "'");
        return absent;
    }

    /** An absolute path; a relative one starts at the file's own directory. */
    static Path path(Field field, Path absent) {
        String text = field.text();
        if (text == null) {
            return absent;
        }
        try {
            return field.context().directory().resolve(text).normalize();
        } catch (InvalidPathException e) {
            field.error("'" + shown(text) + "' is not a path", "Write it as '" + absent + "'");
            return absent;
        }
    }

    /** The beginning of what the file says, on one line, fit for a terminal. */
    static String shown(String text) {
        String plain = text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?");
        return plain.length() <= MAX_SHOWN ? plain : plain.substring(0, MAX_SHOWN - 3) + "...";
    }

    private static boolean isLiteral(String text) {
        try {
            Prefix.literal(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** {@code 10.0.0} or {@code 300.1.1.1}: meant as an address, and no resolver should see it. */
    private static boolean isNumbers(String text) {
        return text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String reason(IllegalArgumentException e) {
        String message = e.getMessage();
        return message == null ? "this is not a prefix" : shown(message);
    }
}
