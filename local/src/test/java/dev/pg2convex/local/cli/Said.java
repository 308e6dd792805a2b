package dev.pg2convex.local.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command, carried out in this process, printed and ended with. */
record Said(int code, String out, String err) {
    static Said by(Environment environment, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Root.execute(arguments, environment, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Said(code, out.toString(), err.toString());
    }

    /** What {@code --json} printed. */
    JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }
}
