package dev.pg2convex.convex;

import static dev.pg2convex.core.Failure.CONFIGURATION;
import static dev.pg2convex.core.Failure.DETERMINISTIC;

import dev.pg2convex.core.Failure;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an error that a function's call ended with means. Nothing was committed.
 *
 * <p>The pg2convex functions say what happened by a code. Convex has none for a call that it refuses itself, so that its words have to do: a list of
 * what stops a run, all of it the operator's to change. An unknown or hidden text is {@link Failure#DETERMINISTIC}; before anything is made of that,
 * the worker repeats the handshake, which meets the same refusal.
 */
final class FunctionErrors {
    private static final String DEPLOY = "copy the folder convex/pg2convex of this version of pg2convex into the project and deploy it (npx convex deploy)";

    private static final Kind PROTOCOL_MISMATCH = new Kind("protocol_mismatch", CONFIGURATION, "protocol_mismatch",
            "has pg2convex functions of another version; " + DEPLOY);

    private static final Kind TABLES_MISSING = new Kind("tables_missing", CONFIGURATION, "tables_missing",
            "does not have the tables of pg2convex; add `...pg2convexTables` to convex/schema.ts and deploy it (npx convex deploy)");

    /** What the pg2convex functions say by a code that is the operator's to act on. */
    static final List<Kind> CODES = List.of(PROTOCOL_MISMATCH, TABLES_MISSING);

    static final List<Kind> REFUSALS = List.of(
            new Kind("Could not find public function", CONFIGURATION, "functions_missing",
                    "does not have the pg2convex functions; " + DEPLOY),
            new Kind("Trying to execute ", CONFIGURATION, "functions_differ", "has other pg2convex functions; " + DEPLOY),
            new Kind("ArgumentValidationError", CONFIGURATION, "functions_differ",
                    "has pg2convex functions that take other arguments; " + DEPLOY),
            new Kind("You do not have permission", CONFIGURATION, "key_lacks_permission",
                    "does not let this deploy key call internal functions; make one with the permissions to run internal queries and internal mutations"),
            new Kind("Cannot run functions while this deployment is paused", CONFIGURATION, "deployment_paused",
                    "is paused; resume the deployment in the dashboard"),
            new Kind("Cannot run functions while this deployment is", CONFIGURATION, "deployment_disabled",
                    "is disabled or suspended; see the dashboard"),
            new Kind("You have exceeded the free plan limits", CONFIGURATION, "deployment_disabled",
                    "is disabled: it is beyond the limits of the free plan"),
            new Kind("You have exceeded your spending limits", CONFIGURATION, "deployment_disabled",
                    "is disabled: it is beyond the spending limit"),
            new Kind("This deployment has been disabled", CONFIGURATION, "deployment_disabled", "is disabled; see the dashboard"));

    private static final Kind OTHER = new Kind("", DETERMINISTIC, "function_failed",
            "could not complete the function; the Convex logs show why");

    /** What stands before the text proper; an error thrown inside a function goes on with "Uncaught", and so is none of the above. */
    private static final Pattern PREFIX = Pattern.compile("^(\\[Request ID: [^\\]]*\\] ?)?(Server Error\\s*)?");

    private FunctionErrors() {}

    /**
     * What an answer of status error means.
     *
     * @param code of the error's data, empty where it has none
     * @param text the error's message, which is never passed on: it may hold values
     */
    static Kind find(String code, String text) {
        String refusal = PREFIX.matcher(text).replaceFirst("");
        return CODES.stream()
                .filter(kind -> code.equals(kind.sign()))
                .findFirst()
                .or(() -> REFUSALS.stream().filter(kind -> refusal.startsWith(kind.sign())).findFirst())
                .orElse(OTHER);
    }

    /**
     * One kind of error.
     *
     * @param sign the code, or the start of the text, that it is known by
     * @param words what is the matter, after "Convex"
     */
    record Kind(String sign, Failure failure, String code, String words) {}
}
