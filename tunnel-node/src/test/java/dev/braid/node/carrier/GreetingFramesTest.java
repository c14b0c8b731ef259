package dev.braid.node.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.braid.node.contract.Prefix;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** HELLO, WELCOME and REFUSE as bytes. Each payload is read from the middle of a larger buffer, as the decoder hands it on. */
class GreetingFramesTest {
    private static final Hello HELLO =
            new Hello(Hello.VERSION, Lane.PACKET, new UUID(-7, 9), Hello.MAX_INDEX, Feature.USO.bit());
    private static final Welcome WELCOME =
            new Welcome(1, Feature.TSO.bit(), 1500, List.of(Prefix.parse("10.77.0.2/16"), Prefix.parse("fd77::2/64")));
    private static final int AT = 11;

    /** The frame without its header, at {@link #AT} and with something else behind it. */
    private static ByteBuf payload(ByteBuf frame) {
        assertThat(Frame.payloadBytes(frame.readInt())).isEqualTo(frame.readableBytes());
        return Unpooled.buffer().writeZero(AT).writeBytes(frame).writeLong(-1);
    }

    private static int lengthBytes(ByteBuf payload) {
        return payload.writerIndex() - AT - Long.BYTES;
    }

    private static ByteBuf hello() {
        ByteBuf frame = Unpooled.buffer();
        HELLO.write(frame);
        return payload(frame);
    }

    private static ByteBuf welcome() {
        ByteBuf frame = Unpooled.buffer();
        WELCOME.write(frame);
        return payload(frame);
    }

    private static ByteBuf refusal(Refusal refusal) {
        ByteBuf frame = Unpooled.buffer();
        refusal.write(frame);
        return payload(frame);
    }

    @Test
    void helloComesBackAsItWas() throws Exception {
        ByteBuf b = hello();
        assertThat(Hello.read(b, AT, lengthBytes(b))).isEqualTo(HELLO);
        assertThat(Hello.version(b, AT, lengthBytes(b))).isEqualTo(Hello.VERSION);
    }

    @Test
    void aLongerHelloOfALaterBuildIsReadAsFarAsItIsKnown() throws Exception {
        ByteBuf b = hello();
        assertThat(Hello.read(b, AT, lengthBytes(b) + 5)).isEqualTo(HELLO);
    }

    @Test
    void aCutHelloIsMalformed() {
        ByteBuf b = hello();
        for (int length = 0; length < lengthBytes(b); length++) {
            int cut = length;
            assertThatExceptionOfType(MalformedHelloException.class).isThrownBy(() -> Hello.read(b, AT, cut));
        }
    }

    @Test
    void anotherVersionIsKnownFromTwoBytes() throws Exception {
        assertThat(Hello.version(Unpooled.buffer().writeShort(65_535), 0, 2)).isEqualTo(65_535);
        assertThatExceptionOfType(MalformedHelloException.class)
                .isThrownBy(() -> Hello.version(Unpooled.buffer().writeByte(1), 0, 1));
    }

    @Test
    void unknownLanesAndIndexesOutOfBoundsAreMalformed() {
        ByteBuf lane = hello().setByte(AT + 2, 9);
        assertThatExceptionOfType(MalformedHelloException.class)
                .isThrownBy(() -> Hello.read(lane, AT, lengthBytes(lane)))
                .withMessage("lane 9 is unknown");
        ByteBuf index = hello().setByte(AT + 3, Hello.MAX_INDEX + 1);
        assertThatExceptionOfType(MalformedHelloException.class)
                .isThrownBy(() -> Hello.read(index, AT, lengthBytes(index)))
                .withMessage("carrier index 16 is over 15");
    }

    @Test
    void welcomeComesBackAsItWas() throws Exception {
        ByteBuf b = welcome();
        assertThat(Welcome.read(b, AT, lengthBytes(b))).isEqualTo(WELCOME);
    }

    @Test
    void aCutWelcomeIsMalformed() {
        ByteBuf b = welcome();
        for (int length = 0; length < lengthBytes(b); length++) {
            int cut = length;
            assertThatExceptionOfType(MalformedHelloException.class).isThrownBy(() -> Welcome.read(b, AT, cut));
        }
    }

    @Test
    void aWelcomeThatLiesIsMalformed() {
        assertMalformed(welcome().setByte(AT + 12, 3)); // more addresses than there are
        assertMalformed(welcome().setByte(AT + 12, 255));
        assertMalformed(welcome().setByte(AT + 13, 5)); // an address of 5 bytes
        assertMalformed(welcome().setByte(AT + 18, 33)); // a prefix length over 32
        assertMalformed(welcome().setShort(AT + 10, 575)); // an MTU below what IPv4 allows
    }

    private static void assertMalformed(ByteBuf welcome) {
        assertThatExceptionOfType(MalformedHelloException.class)
                .isThrownBy(() -> Welcome.read(welcome, AT, lengthBytes(welcome)));
    }

    @Test
    void refusalComesBackAsItWas() {
        Refusal refusal = new Refusal(Refusal.Reason.UNKNOWN_EDGE, "no edge named h\u00f6me");
        ByteBuf b = refusal(refusal);
        assertThat(Refusal.read(b, AT, lengthBytes(b))).isEqualTo(refusal);
    }

    @Test
    void aRefusalOfAnyLengthIsARefusal() {
        ByteBuf b = refusal(new Refusal(Refusal.Reason.VERSION, "upgrade"));
        assertThat(Refusal.read(b, AT, 0)).isEqualTo(new Refusal(Refusal.Reason.OTHER, ""));
        assertThat(Refusal.read(b, AT, 1)).isEqualTo(new Refusal(Refusal.Reason.VERSION, ""));
        assertThat(Refusal.read(b.setByte(AT, 99), AT, 3)).isEqualTo(new Refusal(Refusal.Reason.OTHER, "up"));
    }

    @Test
    void aRefusalsTextIsBoundedAndCannotForgeALogLine() {
        ByteBuf b = refusal(new Refusal(Refusal.Reason.OTHER, "x".repeat(10_000)));
        assertThat(lengthBytes(b)).isEqualTo(201);
        ByteBuf lines = refusal(new Refusal(Refusal.Reason.OTHER, "a\nERROR b\u0007"));
        assertThat(Refusal.read(lines, AT, lengthBytes(lines)).text()).isEqualTo("a ERROR b ");
    }
}
