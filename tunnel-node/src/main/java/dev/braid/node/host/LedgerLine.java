package dev.braid.node.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.braid.node.contract.Prefix;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** A line of {@code ledger.jsonl} and its JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "line")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LedgerLine.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = LedgerLine.Entry.class, name = "change"),
    @JsonSubTypes.Type(value = LedgerLine.Struck.class, name = "struck")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
sealed interface LedgerLine {
    /** Always the first line. */
    record Opened(int version, Origin origin) implements LedgerLine {}

    /** Written before the change is made. {@code scope} is whose change it is, see {@link Host#bring}. */
    record Entry(long number, String scope, HostChange change) implements LedgerLine {}

    /** Entry {@code number} is undone, or was never made. */
    record Struck(long number) implements LedgerLine {}

    JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(InetAddress.class, new AddressText())
                    .addDeserializer(InetAddress.class, new TextAddress())
                    .addSerializer(Prefix.class, new PrefixText())
                    .addDeserializer(Prefix.class, new TextPrefix()))
            .build();

    default String json() {
        return JSON.writeValueAsString(this);
    }

    /** Null when the text is none of our lines: torn by a crash, or written by a newer version. */
    static @Nullable LedgerLine read(String text) {
        try {
            return JSON.readValue(text, LedgerLine.class);
        } catch (JacksonException | IllegalArgumentException e) {
            return null;
        }
    }

    /** Literals only: reading a ledger never asks DNS. */
    final class AddressText extends ValueSerializer<InetAddress> {
        @Override
        public void serialize(InetAddress value, JsonGenerator out, SerializationContext context) {
            String text = value.getHostAddress();
            int zone = text.indexOf('%');
            out.writeString(zone < 0 ? text : text.substring(0, zone));
        }
    }

    final class TextAddress extends ValueDeserializer<InetAddress> {
        @Override
        public InetAddress deserialize(JsonParser in, DeserializationContext context) {
            return Prefix.literal(in.getString());
        }
    }

    final class PrefixText extends ValueSerializer<Prefix> {
        @Override
        public void serialize(Prefix value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.toString());
        }
    }

    final class TextPrefix extends ValueDeserializer<Prefix> {
        @Override
        public Prefix deserialize(JsonParser in, DeserializationContext context) {
            return Prefix.parse(in.getString());
        }
    }
}
