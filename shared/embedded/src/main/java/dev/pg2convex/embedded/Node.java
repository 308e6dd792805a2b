package dev.pg2convex.embedded;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** The Node.js that runs the local Convex server. */
final class Node {
    /** The oldest release that is still looked after and that the Convex packages take. */
    private static final int OLDEST = 20;
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\..*");
    private static final String FIX = "; install Node.js " + OLDEST
            + " or newer (https://nodejs.org) and put it on the PATH, or set CONVEX_URL to a deployment";

    private static final AtomicReference<Optional<Node>> FOUND = new AtomicReference<>(Optional.empty());

    private final String command;

    private Node(String command) {
        this.command = command;
    }

    /** The one on the PATH, which is asked for its version once in this process. */
    static Node find() {
        return FOUND.updateAndGet(found -> found.or(() -> Optional.of(find("node")))).orElseThrow();
    }

    static Node find(String command) {
        var node = new Node(command);
        var version = node.version();
        var matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            throw failure("node_missing", "`" + command + " --version` did not print a version" + FIX);
        }
        if (Integer.parseInt(matcher.group(1)) < OLDEST) {
            throw failure("node_too_old", "Node.js " + version + " is too old for the local Convex server" + FIX);
        }
        return node;
    }

    Process run(List<String> arguments) {
        var line = new ArrayList<String>();
        line.add(command);
        line.addAll(arguments);
        try {
            return new ProcessBuilder(line).start();
        } catch (IOException e) {
            throw missing(e);
        }
    }

    private String version() {
        try {
            var process = new ProcessBuilder(command, "--version").redirectErrorStream(true).start();
            process.getOutputStream().close();
            var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            process.waitFor();
            return printed;
        } catch (IOException e) {
            throw missing(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking for Node.js", e);
        }
    }

    private static CategorizedException missing(IOException cause) {
        return new CategorizedException(Failure.CONFIGURATION, "node_missing", "Node.js was not found" + FIX, cause);
    }

    private static CategorizedException failure(String code, String message) {
        return new CategorizedException(Failure.CONFIGURATION, code, message);
    }
}
