package dev.pg2convex.local.cli;

import dev.pg2convex.aws.Services;
import dev.pg2convex.local.control.RunControl;
import dev.pg2convex.local.control.RunDrive;
import dev.pg2convex.local.report.Again;
import dev.pg2convex.local.stack.Stack;
import dev.pg2convex.local.stack.StackName;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** Opens the way to the coordinator that a command is meant for. */
final class Controls {
    private final Optional<StackName> stack;
    private final Environment environment;
    private final PrintWriter err;

    Controls(StackOptions options, CommandSpec spec) {
        this.stack = options.checked();
        this.environment = Environment.of(spec);
        this.err = spec.commandLine().getErr();
    }

    /** For commands that look at a run or steer it. */
    RunControl toLook() {
        return stack.isPresent() ? openStack(stack.get()) : StoreSession.open(environment);
    }

    /**
     * For commands that have rows moved.
     *
     * @param check of the mapping against both sides, where this process sees them; a stack's coordinator makes its own
     */
    RunDrive toMove(Concurrency concurrency, String mapping, Consumer<Preflight> check) {
        if (stack.isPresent()) {
            concurrency.refuseWithStack();
            return openStack(stack.get());
        }
        return new Connected(environment, concurrency.checked(), err).open(mapping, check);
    }

    /** @param mapping the file, as the command was given it */
    Again again(Path mapping) {
        return new Again(
                (mapping.equals(Path.of(Common.MAPPING)) ? "" : " --mapping " + mapping) + stack.map(StackName::options).orElse(""));
    }

    private Stack openStack(StackName name) {
        var variables = environment.variables();
        var unused = Services.namedIn(variables);
        if (!unused.isEmpty()) {
            err.println("Not used with --stack: " + String.join(", ", unused) + ". The functions have theirs from the stack's secret.");
        }
        var opened = Stack.open(name, variables);
        err.println("Stack   " + opened.label());
        return opened;
    }
}
