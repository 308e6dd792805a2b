package dev.pg2convex.chaos;

import dev.pg2convex.chaos.Ledger.Item;
import dev.pg2convex.chaos.Ledger.Node;
import dev.pg2convex.chaos.Ledger.Person;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.SplittableRandom;

/** Writes at random into the source, and keeps the ledger of what it committed. Seeded: the same seed does the same. */
final class SourceWriter {
    private static final int PEOPLE = 16;
    private static final int ITEMS = 60;
    private static final int NODES = 24;
    /** One transaction in so many is rolled back: what it did must never arrive. */
    private static final int ROLLED_BACK = 12;

    private final Connection connection;
    private final SplittableRandom random;
    private final Ledger ledger;

    /** @param connection its own; without auto-commit from here on */
    SourceWriter(Connection connection, long seed, Ledger ledger) throws SQLException {
        this.connection = connection;
        this.random = new SplittableRandom(seed);
        this.ledger = ledger;
        connection.setAutoCommit(false);
    }

    Ledger ledger() {
        return ledger;
    }

    /** Fills about three quarters of all keys. */
    void fill() throws SQLException {
        for (int id = 0; id < PEOPLE; id++) {
            if (random.nextInt(4) > 0) {
                put(ledger, person(id));
            }
        }
        for (int id = 0; id < ITEMS; id++) {
            if (random.nextInt(4) > 0) {
                put(ledger, item(id));
            }
        }
        for (int id = 0; id < NODES; id++) {
            if (random.nextInt(4) > 0) {
                put(ledger, node("n" + id));
            }
        }
        connection.commit();
    }

    /** One transaction of one to four changes. */
    void write() throws SQLException {
        var changed = ledger.copy();
        int changes = 1 + random.nextInt(4);
        for (int n = 0; n < changes; n++) {
            change(changed);
        }
        if (random.nextInt(ROLLED_BACK) == 0) {
            connection.rollback();
            return;
        }
        connection.commit();
        ledger.becomes(changed);
    }

    /** One row that is to be set aside, and one row less, whatever chance has done. */
    void spoilAndDelete() throws SQLException {
        put(ledger, new Item(0, Optional.empty(), "spoilt", Optional.of(Weights.UNFIT)));
        long gone = ledger.items().keySet().stream().reduce((_, last) -> last).orElseThrow();
        ledger.items().remove(gone);
        delete("DELETE FROM item WHERE id = ?", gone);
        connection.commit();
    }

    private void change(Ledger in) throws SQLException {
        boolean delete = random.nextInt(3) == 0;
        int table = random.nextInt(6);
        if (table == 0) {
            int id = random.nextInt(PEOPLE);
            if (delete && in.people().remove(id) != null) {
                delete("DELETE FROM person WHERE id = ?", id);
            } else {
                put(in, person(id));
            }
        } else if (table < 4) {
            long id = random.nextInt(ITEMS);
            if (delete && in.items().remove(id) != null) {
                delete("DELETE FROM item WHERE id = ?", id);
            } else {
                put(in, item(id));
            }
        } else {
            var code = "n" + random.nextInt(NODES);
            if (delete && in.nodes().remove(code) != null) {
                delete("DELETE FROM node WHERE code = ?", code);
            } else {
                put(in, node(code));
            }
        }
    }

    private Person person(int id) {
        return new Person(id, maybe(random.nextInt(4) > 0, "name " + random.nextInt(1_000)),
                maybe(random.nextInt(4) > 0, random.nextInt(100)));
    }

    /** Of a person who may not exist: nobody checks references in this source. */
    private Item item(long id) {
        var weight = random.nextInt(20) == 0 ? Weights.UNFIT : Weights.fit(random);
        return new Item(id, maybe(random.nextInt(8) > 0, random.nextInt(PEOPLE)), "title " + random.nextInt(1_000_000),
                maybe(random.nextInt(3) > 0, weight));
    }

    /** Cycles and references to itself are as likely as any other. */
    private Node node(String code) {
        return new Node(code, maybe(random.nextInt(4) > 0, "n" + random.nextInt(NODES)), "label " + random.nextInt(1_000_000));
    }

    private static <T> Optional<T> maybe(boolean there, T value) {
        return there ? Optional.of(value) : Optional.empty();
    }

    private void put(Ledger in, Person person) throws SQLException {
        in.people().put(person.id(), person);
        try (var statement = connection.prepareStatement("""
                INSERT INTO person VALUES (?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, age = excluded.age""")) {
            execute(statement, person.id(), person.handle(), person.name().orElse(null), person.age().orElse(null));
        }
    }

    private void put(Ledger in, Item item) throws SQLException {
        in.items().put(item.id(), item);
        try (var statement = connection.prepareStatement("""
                INSERT INTO item VALUES (?, ?, ?, ?::numeric)
                ON CONFLICT (id) DO UPDATE SET owner_id = excluded.owner_id, title = excluded.title, weight = excluded.weight""")) {
            execute(statement, item.id(), item.owner().orElse(null), item.title(), item.weight().orElse(null));
        }
    }

    private void put(Ledger in, Node node) throws SQLException {
        in.nodes().put(node.code(), node);
        try (var statement = connection.prepareStatement("""
                INSERT INTO node VALUES (?, ?, ?)
                ON CONFLICT (code) DO UPDATE SET parent_code = excluded.parent_code, label = excluded.label""")) {
            execute(statement, node.code(), node.parent().orElse(null), node.label());
        }
    }

    private void delete(String sql, Object key) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            execute(statement, key);
        }
    }

    private static void execute(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
    }
}
