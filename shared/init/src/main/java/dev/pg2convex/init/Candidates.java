package dev.pg2convex.init;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.mapping.FieldMapping;
import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.mapping.KeysPolicy;
import dev.pg2convex.core.mapping.Location;
import dev.pg2convex.core.mapping.Mapping;
import dev.pg2convex.core.mapping.MappingException;
import dev.pg2convex.core.mapping.NullPolicy;
import dev.pg2convex.core.mapping.OnDelete;
import dev.pg2convex.core.mapping.Ref;
import dev.pg2convex.core.mapping.TableMapping;
import dev.pg2convex.core.mapping.Unique;
import dev.pg2convex.core.plan.PlanResolver;
import dev.pg2convex.core.plan.TypeFamily;
import dev.pg2convex.core.source.Hierarchy;
import dev.pg2convex.core.source.SourceCatalog;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.source.SourceInventory.Relation;
import dev.pg2convex.core.source.SourceTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tells the tables that can be moved from what cannot, with the reason. */
final class Candidates {
    static final Location NOWHERE = new Location("mapping.yaml", 1, 1);

    private final SourceCatalog catalog;
    private final SourceCatalog eachAlone;
    private final List<Candidate> found = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    private Candidates(CachedCatalog catalog) {
        this.catalog = catalog;
        this.eachAlone = catalog.ofTablesAlone();
    }

    /** @param relations by schema and name */
    static Candidates among(List<Relation> relations, CachedCatalog catalog) {
        // All at once; it remembers them.
        catalog.tables(relations.stream().flatMap(Candidates::names).toList());
        Candidates candidates = new Candidates(catalog);
        relations.forEach(candidates::look);
        while (candidates.leaveOutIncomplete()) {
            // Leaving out one table may make another one incomplete.
        }
        return candidates;
    }

    List<Candidate> found() {
        return found;
    }

    /** What is left out, and why: {@code public.v: a view; …}. */
    List<String> leftOut() {
        return leftOut;
    }

    private void look(Relation relation) {
        switch (relation.kind()) {
            case VIEW -> leaveOut(relation, "a view; what it shows is in its tables");
            case MATERIALIZED_VIEW -> leaveOut(relation, "a materialized view; what it holds is made from its tables");
            case FOREIGN_TABLE -> leaveOut(relation, "a foreign table; its rows are in another database, which has a mapping of its own");
            case TABLE, PARTITIONED_TABLE -> source(relation).ifPresentOrElse(candidate -> check(relation, candidate),
                    () -> leaveOut(relation, "its name, in a mapping, would mean another table or none; rename it"));
        }
    }

    private void check(Relation relation, Candidate named) {
        SourceTable source = named.source();
        Optional<List<String>> key = source.primaryKey().isEmpty() ? otherKey(source) : Optional.of(List.of());
        if (key.isEmpty()) {
            leaveOut(relation, "no primary key, and no unique index over columns that are NOT NULL; give it one");
            return;
        }
        Candidate candidate = new Candidate(relation, source, named.from(), key.get());
        try {
            PlanResolver.resolve(new Mapping("init", List.of(plain(candidate)), NOWHERE), eachAlone);
            found.add(candidate);
        } catch (MappingException e) {
            leaveOut(relation, e.problems().stream().map(MappingException.Problem::message).collect(Collectors.joining("; ")));
        }
    }

    /** A table of which rows are in a table that is left out would look complete, and is not. */
    private boolean leaveOutIncomplete() {
        Set<String> labels = found.stream().map(candidate -> candidate.relation().label()).collect(Collectors.toSet());
        Optional<Candidate> incomplete = found.stream().filter(candidate -> !inherited(candidate, labels).isEmpty()).findFirst();
        incomplete.ifPresent(candidate -> {
            found.remove(candidate);
            leaveOut(candidate.relation(), "rows of it are in " + String.join(", ", inherited(candidate, labels))
                    + ", by inheritance, and not moved; move that too, or write the mapping for this table yourself");
        });
        return incomplete.isPresent();
    }

    private static List<String> inherited(Candidate candidate, Set<String> labels) {
        Hierarchy hierarchy = candidate.source().hierarchy();
        return hierarchy.whole() ? List.of() : hierarchy.below().stream().filter(label -> !labels.contains(label)).toList();
    }

    /** By the name that finds this table, and not another whose schema and name read the same. */
    private Optional<Candidate> source(Relation relation) {
        return names(relation).flatMap(name -> catalog.table(name).stream().map(source -> new Candidate(relation, source, name, List.of())))
                .filter(candidate -> candidate.source().schema().equals(relation.schema())
                        && candidate.source().name().equals(relation.name()))
                .findFirst();
    }

    private static Stream<String> names(Relation relation) {
        Stream<String> names = relation.schema().equals("public") ? Stream.of(relation.name(), relation.label())
                : Stream.of(relation.label());
        return names.filter(name -> !name.isBlank());
    }

    private static Optional<List<String>> otherKey(SourceTable source) {
        return source.uniqueKeys()
                .stream()
                .filter(key -> key.stream().allMatch(name -> source.column(name).filter(column -> isKeyPart(column)).isPresent()))
                .min(Comparator.<List<String>>comparingInt(List::size).thenComparing(key -> String.join("\0", key)));
    }

    private static boolean isKeyPart(SourceColumn column) {
        return column.notNull() && TypeFamily.ordered(column.type()) && !column.name().isBlank();
    }

    /** Every column, under any name: whatever the resolver says against it, it would say against the real one. */
    private static TableMapping plain(Candidate candidate) {
        List<SourceColumn> columns = candidate.source().columns();
        return table("t", candidate,
                IntStream.range(0, columns.size())
                        .mapToObj(i -> field("f" + i, List.of(columns.get(i).name()), Optional.empty()))
                        .toList());
    }

    static TableMapping table(String name, Candidate candidate, List<FieldMapping> fields) {
        return new TableMapping(name, candidate.from(), candidate.key(), fields, List.of(), Optional.empty(), OnDelete.KEEP,
                Optional.empty(), Optional.empty(), false, NOWHERE);
    }

    static FieldMapping field(String name, List<String> columns, Optional<Ref> ref) {
        return new FieldMapping(name, new FieldSource.Columns(columns), Conversion.DEFAULT, ref, new NullPolicy.Omit(), KeysPolicy.ESCAPE,
                Unique.NO, false, Optional.empty(), NOWHERE);
    }

    private void leaveOut(Relation relation, String reason) {
        leftOut.add(Comments.visible(relation.label()) + ": " + reason);
    }
}
