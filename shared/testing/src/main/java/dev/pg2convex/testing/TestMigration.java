package dev.pg2convex.testing;

import dev.pg2convex.core.Deadline;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.protocol.Faults;
import dev.pg2convex.core.run.PlannerLease;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.store.IdMappings.IdMapping;
import dev.pg2convex.core.store.Rejects.Reject;
import dev.pg2convex.core.store.Runs.NewRun;
import dev.pg2convex.core.store.Stages.NewPage;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.core.target.BeginRequest;
import dev.pg2convex.core.target.TargetSchema;
import dev.pg2convex.core.target.Validator;
import dev.pg2convex.core.value.Value;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * A migration of two small tables to a {@link FakeTarget}: {@code person} → {@code people}, adopted by e-mail address, and {@code note} →
 * {@code notes}, which refer to people and to each other. Source and store are one real database; each migration has a mapping of its own.
 */
public final class TestMigration {
    /** As much time as a test could want. */
    public static final Deadline AMPLE = () -> Duration.ofMinutes(15);
    public static final TargetSchema SCHEMA = new TargetSchema(
            Map.of("pg2convex_fences", own(), "pg2convex_receipts", own(), "pg2convex_owners", own(), "people",
                    new TargetSchema.Table(
                            new Validator.Obj(Map.of("email", field(new Validator.Text(), false), "name", field(new Validator.Text(), true),
                                    "score", field(new Validator.Number(), false), "plan", field(new Validator.Text(), true))),
                            Map.of("by_email", List.of("email"))),
                    "notes", new TargetSchema.Table(new Validator.Obj(Map.of("author", field(new Validator.Id("people"), true), "body",
                            field(new Validator.Text(), false), "parent", field(new Validator.Id("notes"), true))), Map.of())),
            true);
    private static final String SOURCE = """
            DROP TABLE IF EXISTS note, person;
            CREATE TABLE person (id int PRIMARY KEY, email text NOT NULL, name text, score numeric);
            CREATE TABLE note (id int PRIMARY KEY, author int, body text NOT NULL, parent int);
            """;
    private static final String MAPPING = """
            name: NAME
            tables:
              people:
                from: person
                match: { fields: [email], index: by_email, onMatch: update }
                fields:
                  email: email
                  name: name
                  score: { column: score, as: number, default: 0 }
                onDelete: delete
              notes:
                from: note
                fields:
                  author: { column: author, ref: people, orphan: reject }
                  body: body
                  parent: { column: parent, ref: notes }
                onDelete: delete
            """;

    private final String mapping = "m" + UUID.randomUUID().toString().replace("-", "");
    private final String jdbcUrl;
    private final FakeTarget target = new FakeTarget(SCHEMA);
    private final RecordingSender sender = new RecordingSender();
    private final Ports ports;
    private int stages;
    private UUID runId;

    /** @param ports makes them of this migration's target and sender; its database is the one of {@code jdbcUrl} */
    public TestMigration(String jdbcUrl, Function<TestMigration, Ports> ports) {
        this.jdbcUrl = jdbcUrl;
        sql(SOURCE);
        this.ports = ports.apply(this);
    }

    private static TargetSchema.Table own() {
        return new TargetSchema.Table(new Validator.Any(), Map.of());
    }

    private static Validator.Field field(Validator validator, boolean optional) {
        return new Validator.Field(validator, optional);
    }

    public String mapping() {
        return mapping;
    }

    public Ports ports() {
        return ports;
    }

    /** The same, with fault points that a test looks at. */
    public Ports ports(Faults faults) {
        return new Ports(ports.catalog(), ports.source(), ports.target(), ports.mappingReader(), ports.mappings(), ports.runs(),
                ports.stages(), ports.pages(), ports.intents(), ports.ids(), ports.rejects(), ports.findings(), ports.written(),
                ports.sender(), ports.tuning(), faults);
    }

    public FakeTarget target() {
        return target;
    }

    public RecordingSender sender() {
        return sender;
    }

    /** The mapping file. */
    public String text() {
        return MAPPING.replace("NAME", mapping);
    }

    /** Changes the source, or the store. */
    public void sql(String statements) {
        try (var connection = DriverManager.getConnection(jdbcUrl); var statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one number that a query gives. */
    public long count(String query) {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The run under test. */
    public Run run() {
        return ports.runs().find(runId).orElseThrow();
    }

    /** Starts a run that has begun, its predecessor ended. */
    public Run begin() {
        return begin(text());
    }

    /** Starts a run of another mapping file. */
    public Run begin(String file) {
        if (runId != null) {
            ports.runs().end(runId, Run.State.DONE, "");
        }
        var before = Optional.ofNullable(runId).map(UUID::toString);
        runId = UUID.randomUUID();
        var version = ports.mappings().register(mapping, file);
        ports.runs()
                .create(new NewRun(runId, mapping, version.hash(), "target of " + mapping, target.label(),
                        ports.catalog().identity().fingerprint(), Run.Kind.MIGRATE, Scope.EVERYTHING, RunOptions.DEFAULT,
                        Optional.empty()));
        target.begin(new BeginRequest(mapping, ports.runs().storeId().toString(), "target of " + mapping, before, runId,
                List.of(new BeginRequest.ClaimedTable("people", true), new BeginRequest.ClaimedTable("notes", true))));
        ports.runs().begun(runId, target.handshake(mapping).schemaJson());
        return run();
    }

    /** A stage with one page, of the whole table. */
    public long page(Stage.Kind kind, String table) {
        return pages(kind, table, KeyRange.ALL).getFirst();
    }

    /** A stage with these pages. */
    public List<Long> pages(Stage.Kind kind, String table, KeyRange... ranges) {
        int ordinal = stages++;
        ports.stages().add(runId, List.of(new Stage.Draft(ordinal, kind, 0, List.of(table))));
        try {
            PlannerLease lease = ports.stages().leasePlanning(runId, ordinal, "test", Duration.ofMinutes(1)).orElseThrow();
            return ports.stages()
                    .addPages(lease, List.of(ranges).stream().map(range -> new NewPage(table, range)).toList(), Optional.empty(), 0);
        } catch (StoreRefused e) {
            throw new AssertionError(e);
        }
    }

    /** Every lease of a page has run out. */
    public void expireLeases() {
        sql("UPDATE pg2convex.page SET lease_until = clock_timestamp() - interval '1 s' WHERE lease_until IS NOT NULL");
    }

    /** The ID mappings of a table, by key. */
    public Map<String, IdMapping> ids(String table) {
        var mapped = new TreeMap<String, IdMapping>();
        ports.ids().range(run().target(), table, KeyRange.ALL, 10_000).forEach(id -> mapped.put(id.key(), id));
        return mapped;
    }

    /** The document of a row. */
    public String id(String table, int key) {
        return ids(table).get(Integer.toString(key)).documentId();
    }

    /** Key and reason of each reject. */
    public Map<String, String> rejects(String table) {
        var reasons = new TreeMap<String, String>();
        for (Reject reject : ports.rejects().list(mapping, run().target(), Optional.of(table), 10_000)) {
            reasons.put(reject.key(), reject.reason());
        }
        return reasons;
    }

    /** The values of a text field in all documents, oldest first; empty where a document has none. */
    public List<String> texts(String table, String field) {
        return target.all(table).stream().map(document -> document.get(field) instanceof Value.Text text ? text.value() : "").toList();
    }
}
