package dev.pg2convex.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pg2convex.aws.Services;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.init.Init;
import dev.pg2convex.init.Selection;
import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.Home;
import dev.pg2convex.runtime.SourceAssembly;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "init", mixinStandardHelpOptions = true, description = "Writes a mapping, a Convex schema and the pg2convex functions from what the Postgres catalog says. Needs POSTGRES_URL only.")
final class InitCommand implements Callable<Integer> {
    private static final List<String> PUBLIC = List.of("public");

    @Option(names = "--schema", paramLabel = "SCHEMA", split = ",", description = "The schemas whose tables are moved (default: public).")
    List<String> schemas = List.of();

    @Option(names = "--tables", paramLabel = "TABLE", split = ",", description = "Only these, as name or schema.name (default: all).")
    List<String> tables = List.of();

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "", description = "Where to write mapping.yaml and convex/ (default: the current folder).")
    Path folder;

    @Option(names = "--force", description = "Overwrite files that differ.")
    boolean force;

    @Option(names = "--check", description = "Say how the catalog has changed since DIR/mapping.yaml was written, and write nothing; exit code 1 if it has.")
    boolean check;

    @Option(names = "--debug", description = "Show stack traces and debug logs.")
    boolean debug;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        if (check && force) {
            throw new InputException("--check writes nothing, and --force overwrites; leave one out");
        }
        // Before the database is asked: a file that is missing is told at once.
        var written = check ? read(folder.resolve(Common.MAPPING)) : "";
        var url = Services.postgresUrl(Environment.of(spec).variables());
        try (var source = SourceAssembly.open(url)) {
            var init = new Init(source.inventory(), source.catalog());
            return check ? check(init, written) : make(init);
        } catch (CategorizedException e) {
            throw new InputException(e);
        }
    }

    private int make(Init init) {
        var made = init.make(selection());
        var files = new NewFiles();
        files.add(folder.resolve(Common.MAPPING), made.mapping().getBytes(UTF_8));
        files.add(folder.resolve("convex/schema.ts"), made.schema().getBytes(UTF_8));
        addFunctions(files);
        files.write(force);
        made.leftOut().forEach(each -> err().println("Left out: " + each));
        var out = spec.commandLine().getOut();
        out.println((made.tables() == 1 ? "1 table" : made.tables() + " tables") + ": wrote " + folder.resolve(Common.MAPPING) + ", "
                + folder.resolve("convex/schema.ts") + " and the functions in " + folder.resolve("convex/pg2convex") + ".");
        out.println(
                "Read and change the first two, deploy the Convex folder, then: pg2convex run --mapping " + folder.resolve(Common.MAPPING));
        return ExitCode.CLEAN;
    }

    private int check(Init init, String written) {
        var given = schemas.isEmpty() && tables.isEmpty() ? Optional.<Selection>empty() : Optional.of(selection());
        var changes = init.changes(written, folder.resolve(Common.MAPPING).toString(), given);
        var out = spec.commandLine().getOut();
        changes.forEach(out::println);
        err().println(changes.isEmpty() ? "The catalog is as it was."
                : "The catalog has changed: write a new mapping with `pg2convex init --out DIR` and take over what is needed.");
        return changes.isEmpty() ? ExitCode.CLEAN : ExitCode.FINISHED_WITH_PROBLEMS;
    }

    private Selection selection() {
        return new Selection(schemas.isEmpty() ? PUBLIC : schemas, tables);
    }

    /** Those that are deployed; not their tests. */
    private void addFunctions(NewFiles files) {
        var functions = Home.find().resolve("convex/pg2convex");
        try (var all = Files.list(functions)) {
            for (var file : all.filter(each -> each.toString().endsWith(".ts") && !each.toString().endsWith(".test.ts")).toList()) {
                files.add(folder.resolve("convex/pg2convex").resolve(file.getFileName()), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new InputException(functions + " cannot be read: is PG2CONVEX_HOME the folder of pg2convex?");
        }
    }

    private static String read(Path mapping) {
        try {
            return Files.readString(mapping);
        } catch (IOException e) {
            throw new InputException("there is no mapping to check at " + mapping + "; name its folder with --out DIR, or write one with"
                    + " `pg2convex init`");
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
