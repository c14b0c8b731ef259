package dev.braid.control.session;

import dev.braid.control.enrolment.Refused;
import dev.braid.node.contract.SessionMessage.RefusalCode;
import dev.braid.node.contract.WireJson;

/** What nodes send and are sent. */
final class Bodies {
    private Bodies() {}

    static <T> T read(byte[] body, Class<T> type) {
        try {
            return WireJson.read(body, type);
        } catch (IllegalArgumentException e) {
            throw new Refused(RefusalCode.REQUEST_INVALID, String.valueOf(e.getMessage()));
        }
    }

    static byte[] write(Object message) {
        return WireJson.bytes(message);
    }
}
