package dev.pg2convex.local.cli;

import dev.pg2convex.core.mapping.Mapping;
import dev.pg2convex.core.mapping.TableMapping;
import dev.pg2convex.core.message.Query.Sought;
import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.report.Again;
import dev.pg2convex.local.report.Export;
import dev.pg2convex.local.report.IdsReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "ids", mixinStandardHelpOptions = true, description = "Says which document a source row has (--table and --key), which row a document is of (--id), or lists all of them (--format).")
final class IdsCommand implements Callable<Integer> {
    @Mixin
    Common common;

    @Option(names = "--table", paramLabel = "NAME", description = "The Convex table; for a list it may be given several times (default: all).")
    List<String> tables = List.of();

    @Option(names = "--key", paramLabel = "KEY", description = "The row's source key; a composite one as the list shows it, a JSON array of texts.")
    String key;

    @Option(names = "--id", paramLabel = "ID", description = "The document's ID.")
    String id;

    @Option(names = "--format", paramLabel = "FORMAT", description = "Lists all: csv or jsonl.")
    ListFormat format;

    @Option(names = "--out", paramLabel = "FILE", description = "Writes the list into this file (default: standard output).")
    Path out;

    @Mixin
    StackOptions stack;

    @Spec
    CommandSpec spec;

    /** How the list is written. */
    enum ListFormat {
        CSV(Export.Format.CSV), JSONL(Export.Format.JSONL);

        private final Export.Format as;

        ListFormat(Export.Format as) {
            this.as = as;
        }
    }

    @Override
    public Integer call() {
        var mapping = common.read();
        check(mapping);
        var controls = new Controls(stack, spec);
        try (var control = controls.toLook()) {
            var asked = new Asked(control);
            if (format != null) {
                export(asked, mapping);
                return ExitCode.CLEAN;
            }
            var answer = asked.ids(mapping.name(), among(mapping), key != null ? new Sought.Row(key) : new Sought.Document(id));
            if (answer.ids().isEmpty()) {
                spec.commandLine().getErr().println("pg2convex: " + notFound(controls.again(common.mapping), answer.setAside()));
                return ExitCode.FINISHED_WITH_PROBLEMS;
            }
            var printed = spec.commandLine().getOut();
            IdsReport.print(answer.ids().getFirst(), common.json, printed);
            printed.flush();
            return ExitCode.CLEAN;
        }
    }

    private void check(Mapping mapping) {
        Preflight.checkTables(mapping, tables);
        if (Stream.of(key, id, format).filter(given -> given != null).count() != 1) {
            throw new InputException("ask for one of these: a row with --table NAME --key KEY, a document with --id ID,"
                    + " or the list with --format csv or --format jsonl");
        }
        if (key != null && tables.size() != 1) {
            throw new InputException("--key goes with exactly one --table: keys of different tables may be equal");
        }
        if (format != null && common.json) {
            throw new InputException("--json is for one row; the list as JSON is --format jsonl, one object per line");
        }
        if (format == null && out != null) {
            throw new InputException("--out goes with --format");
        }
    }

    private List<String> among(Mapping mapping) {
        return tables.isEmpty() ? mapping.tables().stream().map(TableMapping::table).toList() : tables;
    }

    private String notFound(Again again, boolean setAside) {
        if (key == null) {
            return "no row has the document " + id + (tables.isEmpty() ? "" : " in " + String.join(", ", tables))
                    + ": it is the application's own, of another deployment, or gone";
        }
        var table = tables.getFirst();
        var row = "row " + key + " of table " + table;
        return setAside ? row + " has no document: it was set aside, see " + again.command("rejects --table " + table)
                : row + " has no document: it was never migrated, or it is gone; keys are spelt as "
                        + again.command("ids --table " + table + " --format csv") + " lists them";
    }

    private void export(Asked asked, Mapping mapping) {
        if (out == null) {
            export(asked, mapping, spec.commandLine().getOut(), "standard output");
            return;
        }
        try (var file = new PrintWriter(Files.newBufferedWriter(out))) {
            export(asked, mapping, file, out.toString());
        } catch (IOException e) {
            throw new InputException(out + " cannot be written: " + e.getClass().getSimpleName());
        }
    }

    private void export(Asked asked, Mapping mapping, PrintWriter to, String name) {
        long listed;
        try (var report = IdsReport.begin(format.as, to)) {
            asked.ids(mapping.name(), among(mapping), report);
            listed = report.listed();
        }
        if (to.checkError()) {
            throw new InputException(name + " could not be written to its end: the list is not complete");
        }
        spec.commandLine().getErr().println(listed == 1 ? "1 row" : listed + " rows");
    }
}
