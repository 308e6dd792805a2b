package dev.pg2convex.coordinator;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.mapping.TableMapping;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.Query;
import dev.pg2convex.core.message.Query.Sought;
import dev.pg2convex.core.run.Refusals;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunReport;
import dev.pg2convex.core.store.IdMappings;
import dev.pg2convex.core.store.Place;
import dev.pg2convex.core.store.Rejects;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Answers what is only asked. */
final class Queries {
    private final Ports ports;

    Queries(Ports ports) {
        this.ports = ports;
    }

    Reply answer(Query query) throws RefusedException {
        return switch (query) {
            case Query.Status status -> new Reply.Progress(ports.runs().progress(run(status.mapping(), status.run()).id()));
            case Query.Report report -> new Reply.Report(report(run(report.mapping(), report.run()).id()));
            case Query.Rejects rejects -> rejects(rejects, latest(rejects.mapping()).target());
            case Query.Ids ids -> ids(ids, latest(ids.mapping()).target());
        };
    }

    private RunReport report(UUID run) {
        var findings = Answer.of(ports.findings().list(run, RunReport.SHOWN),
                finding -> finding.key().map(String::length).orElse(0) + finding.field().map(String::length).orElse(0));
        return new RunReport(ports.runs().progress(run), findings.rows(), ports.findings().warnings(run), ports.findings().notCompared(run),
                ports.pages().failed(run, RunReport.SHOWN));
    }

    private Reply rejects(Query.Rejects query, String target) {
        var answer = Answer.of(
                ports.rejects().list(query.mapping(), target, query.tables(), query.reasons(), query.after(), Answer.ROWS + 1),
                Queries::length);
        return new Reply.Rejects(answer.rows(),
                answer.next().map(Rejects.Listed::reject).map(reject -> new Place(reject.table(), reject.key())));
    }

    private Reply ids(Query.Ids query, String target) throws RefusedException {
        return switch (query.sought()) {
            case Sought.Row(String key) -> row(target, query.tables().getFirst(), key);
            case Sought.Document(String id) ->
                new Reply.Ids(document(target, tables(query), id).stream().toList(), Optional.empty(), false);
            case Sought.Every(Optional<Place> after) -> {
                var answer = Answer.of(ports.ids().list(target, tables(query), after, Answer.ROWS + 1), Queries::length);
                yield new Reply.Ids(answer.rows().stream().map(each -> document(each.table(), each.mapping())).toList(),
                        answer.next().map(each -> new Place(each.table(), each.mapping().key())), false);
            }
        };
    }

    private Reply row(String target, String table, String key) {
        var found = ports.ids().byKeys(target, table, List.of(key)).values().stream().map(each -> document(table, each)).toList();
        return new Reply.Ids(found, Optional.empty(), found.isEmpty() && !ports.rejects().among(target, table, List.of(key)).isEmpty());
    }

    private Optional<Reply.Document> document(String target, List<String> tables, String id) {
        return tables.stream()
                .flatMap(table -> ports.ids().byDocuments(target, table, List.of(id)).values().stream().map(each -> document(table, each)))
                .findFirst();
    }

    private static Reply.Document document(String table, IdMappings.IdMapping mapping) {
        return new Reply.Document(table, mapping.key(), mapping.documentId());
    }

    private static int length(Rejects.Listed listed) {
        return listed.reject().key().length() + listed.reject().field().map(String::length).orElse(0);
    }

    private static int length(IdMappings.Listed listed) {
        return listed.mapping().key().length();
    }

    /** Those of the mapping as it is registered, where none are named. */
    private List<String> tables(Query.Ids query) throws RefusedException {
        if (!query.tables().isEmpty()) {
            return query.tables();
        }
        var version = ports.mappings().current(query.mapping()).orElseThrow(() -> never(query.mapping()));
        return ports.mappingReader().read(version.text(), query.mapping() + ".yaml").tables().stream().map(TableMapping::table).toList();
    }

    private Run run(String mapping, Optional<UUID> named) throws RefusedException {
        if (named.isEmpty()) {
            return latest(mapping);
        }
        return ports.runs()
                .find(named.get())
                .filter(run -> run.mapping().equals(mapping))
                .orElseThrow(() -> new RefusedException(RefusedException.NO_RUN, "mapping " + mapping + " has no run " + named.get()));
    }

    private Run latest(String mapping) throws RefusedException {
        return ports.runs().latest(mapping).orElseThrow(() -> never(mapping));
    }

    private static RefusedException never(String mapping) {
        return new RefusedException(RefusedException.NO_RUN, Refusals.neverRun(mapping));
    }
}
