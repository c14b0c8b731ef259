package dev.braid.node.carrier;

/** A HELLO, WELCOME or REFUSE that cannot be read. Once per connection, never on the packet path. */
public final class MalformedHelloException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedHelloException(String message) {
        super(message);
    }
}
