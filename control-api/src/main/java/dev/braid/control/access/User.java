package dev.braid.control.access;

/** As stored, without its password. */
record User(String name, String displayName, Role role, boolean disabled) {}
