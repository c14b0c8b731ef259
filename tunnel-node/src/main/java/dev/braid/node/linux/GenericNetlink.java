package dev.braid.node.linux;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Generic netlink: families of messages whose numbers the kernel gives out by name (linux/genetlink.h). Requests of such a
 * family start with genlmsghdr: command, version, two bytes reserved.
 */
public final class GenericNetlink {
    public static final int HEADER_BYTES = 4;

    private static final int GENL_ID_CTRL = 0x10;
    private static final int CTRL_VERSION = 2;
    private static final int CTRL_CMD_GETFAMILY = 3;
    private static final int CTRL_ATTR_FAMILY_ID = 1;
    private static final int CTRL_ATTR_FAMILY_NAME = 2;
    private static final int CTRL_ATTR_MCAST_GROUPS = 7;
    private static final int CTRL_ATTR_MCAST_GRP_NAME = 1;
    private static final int CTRL_ATTR_MCAST_GRP_ID = 2;

    /** A family as this kernel numbers it. */
    public record Family(int id, Map<String, Integer> groups) {
        public Family {
            groups = Map.copyOf(groups);
        }

        /** The number of a multicast group; ENOENT when this kernel does not have it. */
        public int group(String name) throws ErrnoException {
            Integer group = groups.get(name);
            if (group == null) {
                throw new ErrnoException("find generic netlink group " + name, Errno.ENOENT);
            }
            return group;
        }
    }

    private GenericNetlink() {}

    /** ENOENT when this kernel does not have the family. */
    public static Family family(NetlinkSocket socket, String name) throws ErrnoException {
        String call = "find generic netlink family " + name;
        NetlinkRequest request =
                request(GENL_ID_CTRL, 0, CTRL_CMD_GETFAMILY, CTRL_VERSION).attributeText(CTRL_ATTR_FAMILY_NAME, name);
        List<Family> families = socket.query(call, request, (message, out) -> out.accept(readFamily(message)));
        if (families.isEmpty() || families.getFirst().id() == 0) {
            throw new ErrnoException(call, Errno.ENOENT);
        }
        return families.getFirst();
    }

    public static NetlinkRequest request(int familyId, int flags, int command, int version) {
        return new NetlinkRequest(familyId, flags).u8(command).u8(version).u16(0);
    }

    /** The command of a family's message, or -1 when it is too short to hold one. */
    public static int command(NetlinkMessage message) {
        return message.has(HEADER_BYTES) ? message.u8(0) : -1;
    }

    static Family readFamily(NetlinkMessage message) {
        Attributes attributes = message.attributes(HEADER_BYTES);
        Map<String, Integer> groups = new HashMap<>();
        for (Attributes group : attributes.list(CTRL_ATTR_MCAST_GROUPS)) {
            groups.put(group.text(CTRL_ATTR_MCAST_GRP_NAME), group.u32(CTRL_ATTR_MCAST_GRP_ID, 0));
        }
        return new Family(attributes.u16(CTRL_ATTR_FAMILY_ID, 0), groups);
    }
}
