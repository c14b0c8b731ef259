package dev.braid.node.carrier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a byte stream into frames. A frame that lies whole in one buffer is handed on where it lies; one that is spread over several is
 * put together in a buffer of its own size, at most {@link Frame#MAX_PAYLOAD_BYTES}. A streamed one is handed on in the pieces it comes in.
 */
final class FrameDecoder implements AutoCloseable {
    /** Takes a frame's payload, borrowed until it returns. Answering false ends the decoding of this buffer. */
    @FunctionalInterface
    interface Sink {
        boolean frame(int type, ByteBuf buffer, int index, int lengthBytes);
    }

    private final ByteBufAllocator allocator;
    private int header;
    private int headerBytes;
    /** Of a streamed payload, handed on already. */
    private int passedBytes;

    private @Nullable ByteBuf partial;

    FrameDecoder(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /**
     * Hands every frame that {@code in} completes to {@code sink} and keeps the rest.
     *
     * @return false when the stream is no stream of frames; it cannot be read on
     */
    boolean decode(ByteBuf in, Sink sink) {
        while (in.isReadable()) {
            if (headerBytes < Frame.HEADER_BYTES && !readHeader(in)) {
                return headerBytes < Frame.HEADER_BYTES;
            }
            if (!readPayload(in, sink)) {
                return true;
            }
        }
        return true;
    }

    /** Whether the header is whole and sound. */
    private boolean readHeader(ByteBuf in) {
        if (headerBytes == 0 && in.readableBytes() >= Frame.HEADER_BYTES) {
            header = in.readInt();
            headerBytes = Frame.HEADER_BYTES;
        } else {
            while (headerBytes < Frame.HEADER_BYTES && in.isReadable()) {
                header = header << 8 | in.readUnsignedByte();
                headerBytes++;
            }
        }
        return headerBytes == Frame.HEADER_BYTES && Frame.isSound(Frame.type(header), Frame.payloadBytes(header));
    }

    /** Whether to go on. An empty payload is complete at once. */
    private boolean readPayload(ByteBuf in, Sink sink) {
        int length = Frame.payloadBytes(header);
        if (Frame.isStreamed(Frame.type(header))) {
            return passOn(sink, in, length);
        }
        ByteBuf held = partial;
        if (held == null && in.readableBytes() >= length) {
            int index = in.readerIndex();
            in.skipBytes(length);
            return complete(sink, in, index, length);
        }
        if (held == null) {
            held = allocator.directBuffer(length, length);
            partial = held;
        }
        held.writeBytes(in, Math.min(in.readableBytes(), length - held.writerIndex()));
        if (held.writerIndex() < length) {
            return true;
        }
        partial = null;
        try {
            return complete(sink, held, 0, length);
        } finally {
            held.release();
        }
    }

    private boolean passOn(Sink sink, ByteBuf in, int length) {
        int piece = Math.min(in.readableBytes(), length - passedBytes);
        int index = in.readerIndex();
        in.skipBytes(piece);
        passedBytes += piece;
        if (passedBytes == length) {
            passedBytes = 0;
            return complete(sink, in, index, piece);
        }
        return piece == 0 || sink.frame(Frame.type(header), in, index, piece);
    }

    private boolean complete(Sink sink, ByteBuf buffer, int index, int length) {
        int type = Frame.type(header);
        header = 0;
        headerBytes = 0;
        return sink.frame(type, buffer, index, length);
    }

    @Override
    public void close() {
        if (partial != null) {
            partial.release();
            partial = null;
        }
    }
}
