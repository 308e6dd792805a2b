package dev.pg2convex.postgres.source;

import dev.pg2convex.core.source.SourceColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The key that the first columns of a result hold. */
final class KeyColumns {
    private KeyColumns() {}

    static String read(ResultSet row, List<SourceColumn> columns) throws SQLException {
        var texts = new ArrayList<String>();
        for (int i = 1; i <= columns.size(); i++) {
            texts.add(row.getString(i));
        }
        return KeyText.of(columns, texts);
    }
}
