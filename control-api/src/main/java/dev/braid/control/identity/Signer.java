package dev.braid.control.identity;

import dev.braid.node.identity.Authority;

/** One of our authorities, ready to sign. */
record Signer(String name, Role role, State state, Authority authority) {
    enum Role {
        ROOT,
        ISSUING
    }

    enum State {
        ACTIVE,
        /** Replaced: signs nothing but its revocation list. */
        RETIRED
    }
}
