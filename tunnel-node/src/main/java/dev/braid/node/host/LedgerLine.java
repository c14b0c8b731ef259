package dev.braid.node.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.braid.node.contract.Prefix;
import dev.braid.node.linux.Route;
import dev.braid.node.linux.Rule;
import dev.braid.node.mptcp.Limits;
import java.net.InetAddress;
import java.util.stream.Stream;
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

    /** Reads a line of each kind that is common, see {@link Host#train}. */
    static void train() {
        Prefix network = Prefix.parse("192.0.2.1/24");
        Rule rule = Rule.from(network, 1, OwnNumbers.TUNNEL_TABLE, OwnNumbers.PROTOCOL);
        Stream.of(
                        new HostChange.SysctlSet("net/none", "0", "1"),
                        new HostChange.SysctlKept("net/none", "0"),
                        new HostChange.AddressAdded(1, network),
                        new HostChange.RouteAdded(
                                Route.unicast(network, null, 1, OwnNumbers.TUNNEL_TABLE, OwnNumbers.PROTOCOL)),
                        new HostChange.RuleAdded(rule),
                        new HostChange.NftTable("inet", "braid", ""),
                        new HostChange.LimitsSet(new Limits(2, 2), new Limits(8, 8)),
                        new HostChange.EndpointsOf(network.address()))
                .forEach(change -> read(new Entry(1, "none", change).json()));
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
