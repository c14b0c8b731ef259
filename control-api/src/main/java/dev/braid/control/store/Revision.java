package dev.braid.control.store;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/** A change while it is being made: its number, greater than that of every change committed before it, and its time. */
public final class Revision {
    /** What was changed: a kind of thing, and which one. */
    public record Touched(String topic, String name) {}

    private final long number;
    private final Instant at;
    private final SequencedSet<Touched> touched = new LinkedHashSet<>();
    private boolean undone;
    private boolean personNeeded;

    Revision(long number, Instant at) {
        this.number = number;
        this.at = at;
    }

    public long number() {
        return number;
    }

    public Instant at() {
        return at;
    }

    public void touch(String topic, String name) {
        touched.add(new Touched(topic, name));
    }

    /** Nodes shall keep this change only when a person confirms it. */
    public void needPerson() {
        personNeeded = true;
    }

    public boolean isPersonNeeded() {
        return personNeeded;
    }

    /** All is computed and checked as usual, and nothing is kept: a dry run, or a change that turned out to be none. */
    public void undo() {
        undone = true;
    }

    SequencedSet<Touched> touched() {
        return touched;
    }

    boolean isUndone() {
        return undone;
    }
}
