package dev.pg2convex.local.cli;

import dev.pg2convex.aws.ConfigException;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.mapping.MappingException;
import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.Version;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;

/** All commands. */
@Command(name = "pg2convex", version = "pg2convex "
        + Version.CURRENT, mixinStandardHelpOptions = true, description = "Moves a Postgres database into Convex, keeps the two in step, and proves it right.", footer = {
                "", "Configuration, from the environment, .env.local or .env: POSTGRES_URL, CONVEX_URL, CONVEX_DEPLOY_KEY",
                "(or CONVEX_SELF_HOSTED_URL, CONVEX_SELF_HOSTED_ADMIN_KEY), PG2CONVEX_STORE_URL.",
                "With --stack NAME the functions of a stack do the work, and have their configuration from its secret.",
                "Exit codes: 0 clean; 1 finished with rejects or findings, or nothing found; 2 input or configuration; 3 stopped, can be resumed; 70 unforeseen."})
public final class Root {
    private static final List<Class<?>> COMMANDS = List.of(DemoCommand.class, LocalCommand.class, InitCommand.class, PlanCommand.class,
            RunCommand.class, ResyncCommand.class, ResumeCommand.class, VerifyCommand.class, StatusCommand.class, PauseCommand.class,
            CancelCommand.class, RejectsCommand.class, RedriveCommand.class, IdsCommand.class, ResetCommand.class, CleanupCommand.class,
            HelpCommand.class);

    private final Environment environment;

    private Root(Environment environment) {
        this.environment = environment;
    }

    Environment environment() {
        return environment;
    }

    /** @return the exit code */
    public static int execute(String[] args) {
        return execute(args, Environment.ofProcess(), new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()));
    }

    public static int execute(String[] args, Environment environment, PrintWriter out, PrintWriter err) {
        var command = new CommandLine(new Root(environment));
        add(command, commands(args));
        command.setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true);
        command.setColorScheme(
                CommandLine.Help.defaultColorScheme(Terminal.isThere() && System.getenv("NO_COLOR") == null ? Ansi.ON : Ansi.OFF));
        boolean debug = Arrays.asList(args).contains("--debug");
        Logging.configure(debug);
        command.setExecutionExceptionHandler((failure, _, _) -> {
            if (debug) {
                failure.printStackTrace(err);
            }
            return explain(failure, err);
        });
        command.setParameterExceptionHandler((wrong, _) -> {
            // An option may be one of another command.
            add(command, COMMANDS);
            return say(err, WrongArguments.explain(wrong), ExitCode.INPUT);
        });
        if (args.length == 0) {
            command.usage(err);
            return ExitCode.INPUT;
        }
        return command.execute(args);
    }

    /** The one that is given, by its name, or all: to look at the options of all of them takes longer than many a command. */
    private static List<Class<?>> commands(String[] args) {
        var given = COMMANDS.stream().filter(each -> args.length > 0 && name(each).equals(args[0])).toList();
        return given.isEmpty() || given.contains(HelpCommand.class) ? COMMANDS : given;
    }

    private static void add(CommandLine command, List<Class<?>> commands) {
        commands.stream().filter(each -> !command.getSubcommands().containsKey(name(each))).forEach(command::addSubcommand);
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    private static int explain(Exception failure, PrintWriter err) {
        return switch (failure) {
            case ConfigException config -> say(err, withHint(config), ExitCode.INPUT);
            case InputException input -> say(err, input.getMessage(), ExitCode.INPUT);
            case MappingException mapping -> say(err, mapping.getMessage(), ExitCode.INPUT);
            case CategorizedException known ->
                say(err, known.getMessage(), known.failure() == Failure.CONFIGURATION ? ExitCode.INPUT : ExitCode.STOPPED);
            // A foreign message may hold a row's values.
            default -> say(err, "this should not have happened: " + failure.getClass().getName() + "; run again with --debug for where",
                    ExitCode.UNFORESEEN);
        };
    }

    static String withHint(ConfigException config) {
        return config.getMessage() + "\nSet it in the environment, or as NAME=\"value\" in .env.local.";
    }

    private static int say(PrintWriter err, String message, int code) {
        err.println("pg2convex: " + message);
        return code;
    }
}
