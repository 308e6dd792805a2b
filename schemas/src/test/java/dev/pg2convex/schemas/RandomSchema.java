package dev.pg2convex.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables of random kinds with random rows, and a round of random changes. A seed makes the same ones each time. */
final class RandomSchema {
    private static final int MOST_ROWS = 40;

    private final SplittableRandom random;
    private final List<RandomTable> tables = new ArrayList<>();

    private RandomSchema(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static RandomSchema of(long seed) {
        var schema = new RandomSchema(seed);
        int count = 3 + schema.random.nextInt(5);
        for (int n = 0; n < count; n++) {
            schema.tables.add(RandomTable.of(schema.random, n, List.copyOf(schema.tables)));
        }
        return schema;
    }

    /** Everything that makes the database as it is before it is moved. */
    String create() {
        return RandomType.DECLARATIONS + tables.stream().map(RandomTable::create).collect(Collectors.joining()) + cycle()
                + tables.stream().flatMap(table -> rows(table, 0)).collect(Collectors.joining())
                + tables.stream().flatMap(table -> table.ties(random)).collect(Collectors.joining());
    }

    /** Sometimes the first table refers to the last one. */
    private String cycle() {
        var first = tables.getFirst();
        var last = tables.getLast();
        if (random.nextBoolean()) {
            return "";
        }
        var names = new ArrayList<String>();
        var adds = new ArrayList<String>();
        for (var column : last.key()) {
            var name = "\"back " + names.size() + '"';
            names.add(name);
            adds.add("ADD COLUMN " + name + " " + column.type().sql);
        }
        return "ALTER TABLE " + first.name() + " " + String.join(", ", adds) + ", ADD FOREIGN KEY (" + String.join(", ", names)
                + ") REFERENCES " + last.name() + " ON DELETE SET NULL;\n";
    }

    private Stream<String> rows(RandomTable table, int from) {
        int count = random.nextInt(MOST_ROWS);
        var inserts = new ArrayList<String>();
        for (int n = from; n < from + count; n++) {
            inserts.add(table.insert(random, n));
        }
        return inserts.stream();
    }

    /** Updates, deletes, new rows. */
    String change() {
        var changes = new ArrayList<String>();
        for (var table : tables) {
            changes.add(table.change(random));
            changes.add(table.change(random));
            if (random.nextBoolean()) {
                rows(table, MOST_ROWS).forEach(changes::add);
            }
        }
        return String.join("", changes);
    }

    List<String> tables() {
        return tables.stream().map(RandomTable::name).toList();
    }
}
