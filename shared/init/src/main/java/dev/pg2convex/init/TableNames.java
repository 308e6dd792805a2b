package dev.pg2convex.init;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The Convex names of tables. Of tables of one name in several schemas, those outside of {@code public} get their schema's before it. */
final class TableNames {
    private TableNames() {}

    /** By {@link Candidate#id}. */
    static Map<String, String> of(List<Candidate> candidates) {
        Map<String, Set<String>> schemas = candidates.stream()
                .collect(
                        Collectors.groupingBy(TableNames::plain, Collectors.mapping(each -> each.relation().schema(), Collectors.toSet())));
        return new UniqueNames(name -> name.toLowerCase(Locale.ROOT), Set.of())
                .allot(candidates.stream().map(each -> wanted(each, schemas.get(plain(each)))).toList());
    }

    private static UniqueNames.Wanted wanted(Candidate candidate, Set<String> schemas) {
        String schema = candidate.relation().schema();
        String name = candidate.relation().name();
        boolean alone = schemas.size() == 1 || schema.equals("public");
        return new UniqueNames.Wanted(candidate.id(), name, alone ? plain(candidate) : Identifier.of(schema + "_" + name, "table"));
    }

    private static String plain(Candidate candidate) {
        return Identifier.of(candidate.relation().name(), "table");
    }
}
