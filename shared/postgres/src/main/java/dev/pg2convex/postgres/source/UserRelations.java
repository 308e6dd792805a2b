package dev.pg2convex.postgres.source;

/** Which relations are the user's own: no partitions, nothing of the system's or of extensions, and not the migration store's. */
final class UserRelations {
    /** Over {@code pg_class} as {@code c} and {@code pg_namespace} as {@code n}. */
    static final String CONDITION = """
            NOT c.relispartition AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'pg2convex')
                AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')""";

    private UserRelations() {}
}
