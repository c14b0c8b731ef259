package dev.braid.node.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.node.contract.Prefix;
import org.junit.jupiter.api.Test;

class AttributesTest {
    private static Attributes parse(NetlinkBytes bytes) {
        return Attributes.parse(bytes.datagram());
    }

    @Test
    void readsEveryWidth() {
        Attributes attributes = parse(new NetlinkBytes()
                .attribute(5, 1)
                .u8(0xfe, 0, 0, 0)
                .attribute(6, 2)
                .u16(0xfedc)
                .u16(0)
                .attribute(8, 3)
                .u32(0xfedcba98)
                .attribute(8, 4)
                .text("eth")
                .u8(0)
                .attribute(8, 5)
                .u8(10, 0, 0, 1)
                .attribute(6, 6)
                .u8(0x1b, 0x9e));
        assertThat(attributes.u8(1, -1)).isEqualTo(0xfe);
        assertThat(attributes.u16(2, -1)).isEqualTo(0xfedc);
        assertThat(attributes.u32(3, -1)).isEqualTo(0xfedcba98);
        assertThat(attributes.text(4)).isEqualTo("eth");
        assertThat(attributes.address(5)).isEqualTo(Prefix.literal("10.0.0.1"));
        assertThat(attributes.port(6)).isEqualTo(7070);
    }

    @Test
    void takesTheLastOfATypeAndIgnoresFlagBits() {
        Attributes attributes = parse(
                new NetlinkBytes().attribute(8, 1).u32(10).attribute(8, 0x8001).u32(20));
        assertThat(attributes.u32(1, -1)).isEqualTo(20);
    }

    @Test
    void takesAnAttributeTooShortForTheQuestionAsAbsent() {
        Attributes attributes = parse(new NetlinkBytes().attribute(7, 1).u8(1, 2, 3, 0));
        assertThat(attributes.has(1)).isTrue();
        assertThat(attributes.u32(1, -7)).isEqualTo(-7);
        assertThat(attributes.address(1)).isNull();
        assertThat(attributes.u8(2, -7)).isEqualTo(-7);
    }

    @Test
    void refusesAddressesOfOddLengths() {
        assertThat(parse(new NetlinkBytes().attribute(10, 1).u32(1).u16(2).u16(0))
                        .address(1))
                .isNull();
    }

    @Test
    void endsAtALengthThatLies() {
        for (int lie : new int[] {0, 3, 9, 0xffff}) {
            Attributes attributes = parse(
                    new NetlinkBytes().attribute(8, 1).u32(10).attribute(lie, 2).u32(20));
            assertThat(attributes.u32(1, -1)).as("length %d", lie).isEqualTo(10);
            assertThat(attributes.has(2)).as("length %d", lie).isFalse();
        }
    }

    @Test
    void keepsANestedLieInItsNest() {
        Attributes attributes = parse(new NetlinkBytes()
                .attribute(12, 1)
                .attribute(100, 1)
                .u32(5)
                .attribute(8, 2)
                .u32(20));
        assertThat(attributes.nested(1).has(1)).isFalse();
        assertThat(attributes.u32(2, -1)).isEqualTo(20);
    }

    @Test
    void readsTextWithoutItsNulToTheEnd() {
        assertThat(parse(new NetlinkBytes().attribute(7, 1).text("eth").u8(0)).text(1))
                .isEqualTo("eth");
    }

    @Test
    void keepsAnAddressThatMapsIpv4AsIpv6() {
        Attributes attributes = parse(new NetlinkBytes()
                .attribute(20, 1)
                .u32(0)
                .u32(0)
                .u8(0, 0, 0xff, 0xff)
                .u8(10, 0, 0, 1));
        var address = attributes.address(1);
        assertThat(address).isNotNull().extracting(a -> a.getAddress().length).isEqualTo(16);
    }
}
