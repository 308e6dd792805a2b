package dev.pg2convex.testing.proxy;

/** Errors that Convex gives as HTTP 200 with {@code status: error}, in its own words where the client knows them by these. */
public enum FunctionError {
    // @formatter:off
    FUNCTIONS_GONE("Could not find public function for '%s'. Did you forget to run `npx convex dev` or `npx convex deploy`?"),
    FUNCTIONS_OF_OTHER_KIND("Trying to execute %s as Mutation, but it is defined as Query."),
    OTHER_ARGUMENTS("ArgumentValidationError: Object is missing the required field `other`."),
    NO_PERMISSION("You do not have permission to perform this operation (deployment:functions:runInternalMutations)"),
    PAUSED("Cannot run functions while this deployment is paused. Resume the deployment in the dashboard settings to allow functions to run."),
    FREE_PLAN_EXCEEDED("You have exceeded the free plan limits, so your deployments have been disabled."),
    SPENDING_LIMIT_EXCEEDED("You have exceeded your spending limits, so your deployments have been disabled."),
    DISABLED("This deployment has been disabled because it exceeded a configured usage limit."),
    TRANSACTION_LIMIT("Uncaught Error: Too many writes in a single function execution (limit: 16000)"),
    /** Of an application's trigger, say: nothing is known of it. */
    UNKNOWN("Uncaught Error: something went wrong");
    // @formatter:on

    private final String text;

    FunctionError(String text) {
        this.text = text;
    }

    String text(String function) {
        return text.formatted(function);
    }
}
