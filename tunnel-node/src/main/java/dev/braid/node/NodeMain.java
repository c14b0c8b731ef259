package dev.braid.node;

import dev.braid.node.admin.StatusClient.NoNodeException;
import dev.braid.node.log.LineLogging;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line. An error is one line on standard error; the stack is for {@code --debug} or {@code BRAID_DEBUG=1}. */
@Command(
        name = "braid-node",
        description = "Bonds several uplinks into one: the data plane of an edge or a hub.",
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused or failed, standard error says why",
            "2:the command line is wrong",
            "3:no node is running (status, uplink)"
        },
        footer = {"", "BRAID_LOG=error|warn|info|debug|trace sets how much 'run' logs."})
public final class NodeMain implements Runnable {
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;
    static final int NO_NODE = 3;

    /** Each has a @Command with a name. */
    private static final List<Class<?>> COMMANDS = List.of(
            CheckCommand.class,
            RunCommand.class,
            StatusCommand.class,
            UplinkCommand.class,
            PkiCommand.class,
            JoinCommand.class,
            TrainCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli acts on it.
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("unused") // picocli acts on it.
    private boolean version;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack behind an error.")
    private boolean debug;

    public static void main(String[] arguments) {
        LineLogging.install();
        HeadStart.of(arguments);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Callable<Integer> run = PlainRun.of(arguments, err);
        System.exit(run == null ? commandLine(arguments).execute(arguments) : execute(run, err));
    }

    private static int execute(Callable<Integer> run, PrintWriter err) {
        try {
            return run.call();
        } catch (Exception e) {
            return failure(e, err, false);
        }
    }

    /** Knows the command that {@code arguments} begin with, or all: to read them all takes a third of a second, and a node's start would wait. */
    static CommandLine commandLine(String... arguments) {
        NodeMain main = new NodeMain();
        CommandLine line = new CommandLine(main);
        COMMANDS.stream()
                .filter(c -> arguments.length > 0 && arguments[0].equals(nameOf(c)))
                .findFirst()
                .ifPresentOrElse(line::addSubcommand, () -> COMMANDS.forEach(line::addSubcommand));
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, _) -> usage(e))
                .setExecutionExceptionHandler((e, command, result) -> failure(e, command.getErr(), main.debug));
    }

    private static String nameOf(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: join, check, run, status, uplink or pki");
    }

    private static int failure(Exception e, PrintWriter err, boolean debug) {
        boolean wantsStack = debug || System.getenv("BRAID_DEBUG") != null;
        err.println("braid-node: " + sentence(e));
        if (wantsStack) {
            e.printStackTrace(err);
        }
        err.flush();
        return e instanceof NoNodeException ? NO_NODE : FAILED;
    }

    private static int usage(ParameterException e) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("braid-node: " + e.getMessage() + ". Try '"
                + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'");
        err.flush();
        return WRONG_USAGE;
    }

    /** Our own messages are sentences; others need the name of their exception to make sense. */
    private static String sentence(Exception e) {
        String message = e.getMessage();
        return message == null || e instanceof FileSystemException ? e.toString() : message;
    }
}
