package dev.pg2convex.local.cli;

import dev.pg2convex.core.mapping.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the words of a command line. What is no option of any command is not repeated: it may be a key. */
final class WrongArguments {
    /** In more commands than this an option is everywhere. */
    private static final int NAMED = 4;

    private final CommandLine command;

    private WrongArguments(CommandLine command) {
        this.command = command;
    }

    static String explain(ParameterException wrong) {
        var arguments = new WrongArguments(wrong.getCommandLine());
        return arguments.problem(wrong) + "\nSee `" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help`.";
    }

    private String problem(ParameterException wrong) {
        return switch (wrong) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched.getUnmatched().getFirst());
            case MissingParameterException missing when !missing.getMissing().isEmpty() -> {
                var option = missing.getMissing().getFirst();
                yield name(option) + " lacks its value: " + name(option) + " " + option.paramLabel();
            }
            case OverwrittenOptionException twice -> name(twice.getOverwritten()) + " is given twice; give it once";
            // The command `help` alone.
            case ParameterException unknown when unknown.getArgSpec() == null && unknown.getValue() != null ->
                noCommand(unknown.getValue());
            case ParameterException unfit when unfit.getArgSpec() != null -> unfit(unfit.getArgSpec(), unfit.getValue());
            default -> wrong.getMessage();
        };
    }

    private String unmatched(String argument) {
        boolean atTheTop = command.getParent() == null;
        if (!argument.startsWith("-")) {
            return atTheTop ? noCommand(argument) : "an argument is neither an option nor the value of one; " + takes();
        }
        var option = argument.split("=", 2)[0];
        var others = root().getSubcommands().values().stream().filter(each -> each.getCommandSpec().optionsMap().containsKey(option));
        var names = others.map(CommandLine::getCommandName).sorted().toList();
        if (atTheTop && !names.isEmpty()) {
            return "options stand behind the command: `pg2convex COMMAND " + option + "`";
        }
        return names.isEmpty() ? "there is no such option" + Suggestion.of(option, options()) : "`" + option + "` is an option of "
                + (names.size() > NAMED ? "other commands" : quoted(names)) + ", not of `" + command.getCommandName() + "`; " + takes();
    }

    private String noCommand(String name) {
        return "there is no such command" + Suggestion.of(name, root().getSubcommands().keySet());
    }

    private String takes() {
        return "`" + command.getCommandName() + "` takes " + quoted(options());
    }

    private CommandLine root() {
        return command.getParent() == null ? command : command.getParent();
    }

    private List<String> options() {
        return command.getCommandSpec().optionsMap().keySet().stream().filter(name -> name.startsWith("--")).sorted().toList();
    }

    private static String unfit(ArgSpec option, String value) {
        var type = option.typeInfo().isMultiValue() ? option.typeInfo().getAuxiliaryTypes()[0] : option.type();
        if (type.isEnum()) {
            var choices = Stream.of(type.getEnumConstants()).map(choice -> choice.toString().toLowerCase(Locale.ROOT)).toList();
            return name(option) + " must be " + or(choices) + ", found `" + value + "`"
                    + Suggestion.nearest(value, choices).map(near -> "; did you mean `" + near + "`?").orElse("");
        }
        if (type == boolean.class) {
            return name(option) + " takes no value, found `" + value + "`; leave it out where it is not meant";
        }
        return name(option) + " must be a whole number, found `" + value + "`";
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String or(List<String> words) {
        return words.size() == 1 ? words.getFirst() : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }

    private static String quoted(Collection<String> names) {
        return String.join(", ", names.stream().map(name -> "`" + name + "`").toList());
    }
}
