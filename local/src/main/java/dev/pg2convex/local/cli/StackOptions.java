package dev.pg2convex.local.cli;

import dev.pg2convex.local.stack.StackName;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the run is driven: by this process, or by the functions of a stack. */
final class StackOptions {
    @Option(names = "--stack", paramLabel = "NAME", description = "Have it done by the functions of this CloudFormation stack, which is followed; without it, this process does the work.")
    String stack;

    @Option(names = "--profile", paramLabel = "NAME", description = "The profile of the AWS configuration, for --stack (default: AWS_PROFILE).")
    String profile;

    @Option(names = "--region", paramLabel = "REGION", description = "The stack's region (default: AWS_REGION, AWS_DEFAULT_REGION, or the profile's).")
    String region;

    /** @throws InputException for options that go with a stack only */
    Optional<StackName> checked() {
        if (stack == null && (profile != null || region != null)) {
            throw new InputException((profile != null ? "--profile" : "--region") + " goes with --stack: nothing else is asked of AWS");
        }
        return Optional.ofNullable(stack).map(name -> new StackName(name, Optional.ofNullable(profile), Optional.ofNullable(region)));
    }
}
