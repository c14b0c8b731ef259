package dev.braid.node;

import dev.braid.node.identity.IssuedCertificate;
import dev.braid.node.identity.PeerId;
import dev.braid.node.identity.PkiDirectory;
import dev.braid.node.identity.PkiException;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code braid-node pki}: certificates for setups without a control plane. Exit codes: 0 done, 1 not done, 2 wrong usage. */
@Command(
        name = "pki",
        description =
                "Makes an authority, certificates for nodes and a revocation list, for setups without a control plane.")
public final class PkiCommand implements Runnable {
    private static final int DONE = 0;
    private static final int NOT_DONE = 1;
    private static final int DAYS_MAX = 3650;
    private static final String DIRECTORY = "Where the authority is kept.";

    private final InstantSource time;

    @Spec
    private @Nullable CommandSpec spec;

    /** What a command does; what goes wrong is one line for a person. */
    private interface Work {
        void run() throws PkiException;
    }

    public PkiCommand() {
        this(InstantSource.system());
    }

    PkiCommand(InstantSource time) {
        this.time = time;
    }

    @Override
    public void run() {
        throw new ParameterException(line(), "Missing a command: init, issue, renew, revoke, crl or show");
    }

    @Command(name = "init", description = "Makes a new authority; touches nothing that exists.")
    int init(
            @Option(
                            names = "--dir",
                            required = true,
                            paramLabel = "DIR",
                            description = "Must not exist yet, or be empty.")
                    Path directory,
            @Option(
                            names = "--name",
                            required = true,
                            paramLabel = "NAME",
                            converter = AuthorityName.class,
                            description = "What people will call it, for instance the name of your company.")
                    String name) {
        return attempt(() -> {
            PkiDirectory pki = PkiDirectory.create(directory, name, time);
            new PkiReport(out(), time).made(pki);
        });
    }

    @Command(name = "issue", description = "Makes a key and a certificate for a node.")
    int issue(
            @Option(names = "--dir", required = true, paramLabel = "DIR", description = DIRECTORY) Path directory,
            @Option(
                            names = "--kind",
                            required = true,
                            paramLabel = "edge|hub",
                            converter = KindName.class,
                            description = "edge: behind uplinks. hub: at a public address.")
                    PeerId.Kind kind,
            @Option(
                            names = "--days",
                            defaultValue = "30",
                            paramLabel = "N",
                            converter = Days.class,
                            description = "How long it is valid, ${DEFAULT-VALUE} by default.")
                    Duration validity,
            @Option(names = "--out", paramLabel = "DIR", description = "Also put the four files the node needs there.")
                    @Nullable
                    Path out,
            @Parameters(paramLabel = "NAME", description = "The node's name: a-z, 0-9 and '-', at most 32.")
                    String name) {
        PeerId id = id(kind, name);
        return attempt(() -> {
            PkiDirectory pki = PkiDirectory.open(directory, time);
            if (out != null) {
                PkiDirectory.checkCopyFor(out);
            }
            PkiDirectory.Issued issued = pki.issue(id, validity);
            if (out != null) {
                pki.copyFor(name, out);
            }
            new PkiReport(out(), time).issued(pki, issued, out);
        });
    }

    @Command(name = "renew", description = "Makes a new certificate for the key a node has.")
    int renew(
            @Option(names = "--dir", required = true, paramLabel = "DIR", description = DIRECTORY) Path directory,
            @Option(
                            names = "--days",
                            defaultValue = "30",
                            paramLabel = "N",
                            converter = Days.class,
                            description = "How long it is valid, ${DEFAULT-VALUE} by default.")
                    Duration validity,
            @Parameters(paramLabel = "NAME") String name) {
        return attempt(() -> {
            PkiDirectory pki = PkiDirectory.open(directory, time);
            new PkiReport(out(), time).renewed(pki.renew(name, validity));
        });
    }

    /** A node, or one certificate of it. */
    static final class Target {
        @Parameters(paramLabel = "NAME", arity = "0..1", description = "All certificates of this node.")
        @Nullable
        String name;

        @Option(
                names = "--serial",
                paramLabel = "HEX",
                converter = Serial.class,
                description = "One certificate, by the serial that 'show' prints.")
        @Nullable
        BigInteger serial;
    }

    @Command(name = "revoke", description = "Takes certificates back and writes the revocation list.")
    int revoke(
            @Option(names = "--dir", required = true, paramLabel = "DIR", description = DIRECTORY) Path directory,
            @ArgGroup(multiplicity = "1") Target target) {
        return attempt(() -> {
            PkiDirectory pki = PkiDirectory.open(directory, time);
            List<IssuedCertificate> revoked =
                    target.serial != null ? pki.revoke(target.serial) : pki.revoke(String.valueOf(target.name));
            new PkiReport(out(), time).revoked(pki, revoked);
        });
    }

    @Command(name = "crl", description = "Writes the revocation list anew, due for renewal in another 30 days.")
    int list(@Option(names = "--dir", required = true, paramLabel = "DIR", description = DIRECTORY) Path directory) {
        return attempt(() -> {
            PkiDirectory pki = PkiDirectory.open(directory, time);
            new PkiReport(out(), time).listed(pki, pki.renewList());
        });
    }

    @Command(name = "show", description = "Prints the authority and every certificate it issued.")
    int show(
            @Option(names = "--dir", required = true, paramLabel = "DIR", description = DIRECTORY) Path directory,
            @Option(names = "--json", description = "For programs.") boolean json) {
        return attempt(() -> {
            PkiDirectory.Overview overview = PkiDirectory.open(directory, time).overview();
            PkiReport report = new PkiReport(out(), time);
            if (json) {
                report.json(overview);
            } else {
                report.table(overview);
            }
        });
    }

    /** {@code --days}; 0 would be a certificate that nobody accepts. */
    static final class Days implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            int days;
            try {
                days = Integer.parseInt(text);
            } catch (NumberFormatException e) {
                days = 0;
            }
            if (days < 1 || days > DAYS_MAX) {
                throw new TypeConversionException("'" + text + "' is not a number of days from 1 to " + DAYS_MAX);
            }
            return Duration.ofDays(days);
        }
    }

    static final class KindName implements ITypeConverter<PeerId.Kind> {
        @Override
        public PeerId.Kind convert(String text) {
            try {
                return PeerId.kindOf(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    static final class Serial implements ITypeConverter<BigInteger> {
        @Override
        public BigInteger convert(String text) {
            try {
                return new BigInteger(text.replace(":", ""), 16);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not a hexadecimal serial");
            }
        }
    }

    /** A common name, RFC 5280 appendix A.1: ub-common-name is 64. */
    static final class AuthorityName implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.isBlank() || text.length() > 64 || text.chars().anyMatch(Character::isISOControl)) {
                throw new TypeConversionException("an authority's name is 1 to 64 printable characters");
            }
            return text.strip();
        }
    }

    private PeerId id(PeerId.Kind kind, String name) {
        try {
            return new PeerId(kind, name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line(), String.valueOf(e.getMessage()), e);
        }
    }

    private int attempt(Work work) {
        try {
            work.run();
            return DONE;
        } catch (PkiException e) {
            line().getErr().println("braid-node pki: " + e.getMessage());
            return NOT_DONE;
        }
    }

    private PrintWriter out() {
        return line().getOut();
    }

    private CommandLine line() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec before it runs a command");
        }
        return spec.commandLine();
    }
}
