package dev.braid.control.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What a request would do; nothing was changed.
 *
 * @param couldCutAccess a node may lose its way to the control plane by this; it then goes back by itself
 */
public record DryRun(Change change, List<Difference> differences, boolean couldCutAccess) {
    /** The same as told of something larger, in which this is at a path. */
    public DryRun under(String path) {
        return new DryRun(
                change,
                differences.stream()
                        .map(one -> new Difference(
                                one.path().isEmpty() ? path : path + "." + one.path(), one.before(), one.after()))
                        .toList(),
                couldCutAccess);
    }

    public enum Change {
        @JsonProperty("create")
        CREATE,
        @JsonProperty("replace")
        REPLACE,
        @JsonProperty("delete")
        DELETE,
        @JsonProperty("none")
        NONE;

        public static Change of(boolean was, boolean becomes, boolean same) {
            if (!becomes) {
                return DELETE;
            }
            if (!was) {
                return CREATE;
            }
            return same ? NONE : REPLACE;
        }
    }
}
