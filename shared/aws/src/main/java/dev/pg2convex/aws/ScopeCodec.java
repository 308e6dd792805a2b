package dev.pg2convex.aws;

import dev.pg2convex.aws.CommandRequest.Origin;
import dev.pg2convex.core.run.Scope;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Scopes as JSON: {@code {"tables":["users"],"keys":["1","2"]}}. */
final class ScopeCodec {
    private ScopeCodec() {}

    static void encode(Scope scope, ObjectNode json) {
        scope.tables().forEach(json.putArray("tables")::add);
        scope.redrive().ifPresent(redrive -> {
            var selection = json.putObject("redrive");
            redrive.reasons().forEach(selection.putArray("reasons")::add);
            redrive.keys().forEach(selection.putArray("keys")::add);
        });
        scope.keys().ifPresent(part -> part.keys().forEach(json.putArray("keys")::add));
        scope.where().ifPresent(condition -> json.put("where", condition));
    }

    static Scope decode(Fields fields, Origin origin) {
        var tables = fields.texts("tables");
        var redrive = fields.object("redrive").map(ScopeCodec::redrive);
        var keys = fields.texts("keys");
        var where = fields.optionalText("where");
        fields.end();
        if (keys.isEmpty() && where.isEmpty()) {
            return new Scope(tables, redrive, Optional.empty());
        }
        checkPart(fields, tables, redrive.isPresent(), keys, where);
        if (where.isPresent() && origin != Origin.DIRECT) {
            throw fields.problem("where", "SQL is taken from the command line or a direct invocation only; name the rows by `keys`");
        }
        return Scope.of(tables.getFirst(), new Scope.Part(keys, where));
    }

    private static void checkPart(Fields fields, List<String> tables, boolean redrive, List<String> keys, Optional<String> where) {
        var name = where.isPresent() ? "where" : "keys";
        if (tables.size() != 1) {
            throw fields.problem(name, "goes with exactly one table in `tables`");
        }
        if (redrive || (where.isPresent() && !keys.isEmpty())) {
            throw fields.problem(name, "expected only one of `keys`, `where` and `redrive`");
        }
        if (keys.size() > Scope.Part.MOST_KEYS) {
            throw fields.problem("keys",
                    "expected at most " + Scope.Part.MOST_KEYS + "; more rows are taken by `where`, or by the whole table");
        }
    }

    private static Scope.Redrive redrive(Fields fields) {
        var redrive = new Scope.Redrive(fields.texts("reasons"), fields.texts("keys"));
        fields.end();
        return redrive;
    }
}
