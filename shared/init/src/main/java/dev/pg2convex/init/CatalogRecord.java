package dev.pg2convex.init;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the catalog said when a mapping was written, as lines of comments at the file's end, so that what changed since can be told from what the
 * operator changed in the file.
 *
 * @param tables by name: how a row is identified
 * @param columns by table and name: the Postgres type, and what it becomes
 * @param indexes by table and name: its kind and its columns
 */
record CatalogRecord(Selection selection, Map<Table, String> tables, Map<Part, String> columns, Map<Part, String> indexes) {
    private static final String MARK = "= ";
    private static final String NAME = "\"((?:[^\"\\\\]|\\\\.)*)\"";
    private static final Pattern LINE = Pattern.compile("# = (\\w+) " + NAME + "(?:\\." + NAME + ")?(?:\\." + NAME + ")?(?: (.*))?");

    CatalogRecord {
        tables = new TreeMap<>(tables);
        columns = new TreeMap<>(columns);
        indexes = new TreeMap<>(indexes);
    }

    record Table(String schema, String name) implements Comparable<Table> {
        private static final Comparator<Table> ORDER = Comparator.comparing(Table::schema).thenComparing(Table::name);

        @Override
        public int compareTo(Table other) {
            return ORDER.compare(this, other);
        }

        String label() {
            return visible(schema + "." + name);
        }
    }

    /** A column or an index of a table. */
    record Part(Table table, String name) implements Comparable<Part> {
        private static final Comparator<Part> ORDER = Comparator.comparing(Part::table).thenComparing(Part::name);

        @Override
        public int compareTo(Part other) {
            return ORDER.compare(this, other);
        }

        String label() {
            return table.label() + "." + visible(name);
        }
    }

    /** Comments of a mapping file, without the {@code #}. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("The catalog as it was found; `pg2convex init --check` says what changed since. Not to be edited.");
        selection.schemas().forEach(schema -> lines.add(MARK + "schema " + quoted(schema)));
        selection.tables().forEach(table -> lines.add(MARK + "only " + quoted(table)));
        tables.forEach((table, is) -> {
            lines.add(MARK + "table " + quoted(table.schema) + "." + quoted(table.name) + " " + is);
            lines.addAll(lines("column", columns, table));
            lines.addAll(lines("index", indexes, table));
        });
        return lines;
    }

    private static List<String> lines(String what, Map<Part, String> parts, Table table) {
        return parts.entrySet()
                .stream()
                .filter(part -> part.getKey().table.equals(table))
                .map(part -> MARK + what + " " + quoted(table.schema) + "." + quoted(table.name) + "." + quoted(part.getKey().name) + " "
                        + part.getValue())
                .toList();
    }

    /** @throws CategorizedException for a file without a record */
    static CatalogRecord read(String mapping, String file) {
        List<String> schemas = new ArrayList<>();
        List<String> only = new ArrayList<>();
        Map<Table, String> tables = new TreeMap<>();
        Map<Part, String> columns = new TreeMap<>();
        Map<Part, String> indexes = new TreeMap<>();
        mapping.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
            String first = plain(line.group(2));
            switch (line.group(1)) {
                case "schema" -> schemas.add(first);
                case "only" -> only.add(first);
                case "table" -> tables.put(new Table(first, plain(line.group(3))), line.group(5));
                case "column" -> columns.put(part(line), line.group(5));
                case "index" -> indexes.put(part(line), line.group(5));
                default -> {
                    // A word of another version.
                }
            }
        });
        if (schemas.isEmpty()) {
            throw new CategorizedException(Failure.CONFIGURATION, "init_no_record", file
                    + " does not say what the catalog was: `pg2convex init` writes that at the file's end, in lines that begin with `# =`;"
                    + " write a new one with `pg2convex init --out DIR` and compare the two");
        }
        return new CatalogRecord(new Selection(schemas, only), tables, columns, indexes);
    }

    private static Part part(Matcher line) {
        return new Part(new Table(plain(line.group(2)), plain(line.group(3))), plain(line.group(4)));
    }

    /** What is different now, a line each: tables, then columns, then indexes. */
    List<String> changesTo(CatalogRecord now) {
        List<String> changes = new ArrayList<>();
        compare(tables, now.tables, Table::label, "table", changes);
        compare(inBoth(now, columns), inBoth(now, now.columns), Part::label, "column", changes);
        compare(inBoth(now, indexes), inBoth(now, now.indexes), Part::label, "index", changes);
        return changes;
    }

    /** Those of tables that are new or gone are told by their table. */
    private Map<Part, String> inBoth(CatalogRecord now, Map<Part, String> parts) {
        Map<Part, String> left = new TreeMap<>(parts);
        left.keySet().removeIf(part -> !tables.containsKey(part.table) || !now.tables.containsKey(part.table));
        return left;
    }

    private static <K extends Comparable<K>> void compare(Map<K, String> before, Map<K, String> after, Function<K, String> label,
            String what, List<String> changes) {
        Map<K, String> all = new TreeMap<>(before);
        all.putAll(after);
        all.keySet().forEach(key -> {
            String was = before.get(key);
            String is = after.get(key);
            if (was == null) {
                changes.add("new " + what + " " + label.apply(key) + " (" + is + ")");
            } else if (is == null) {
                changes.add("gone: " + what + " " + label.apply(key) + " (" + was + ")");
            } else if (!was.equals(is)) {
                changes.add("changed: " + what + " " + label.apply(key) + ": was " + was + ", is " + is);
            }
        });
    }

    private static String quoted(String name) {
        return '"' + visible(name.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    /** On one line, whatever is in it, and the same after it was written to a file and read. */
    static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c < 0x7f ? c >= ' ' : Character.isLetterOrDigit(c);
            visible.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return visible.toString();
    }

    private static String plain(String quoted) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c == '\\' && i + 1 < quoted.length()) {
                i++;
                c = quoted.charAt(i);
                if (c == 'u') {
                    c = (char) Integer.parseInt(quoted.substring(i + 1, i + 5), 16);
                    i += 4;
                }
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
