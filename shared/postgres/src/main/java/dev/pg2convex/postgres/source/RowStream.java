package dev.pg2convex.postgres.source;

import dev.pg2convex.core.source.RowSlice;
import dev.pg2convex.core.source.SourceRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes rows from a cursor until there are enough, without ever holding many more than that. */
final class RowStream {
    /** The first rows, before it is known how large they are: 16 rows of a megabyte still fit. */
    private static final int FIRST_FETCH = 16;
    private static final int MAX_FETCH = 2_000;

    private final RowDecoder decoder;
    private final int maxRows;
    private final long maxBytes;

    RowStream(RowDecoder decoder, int maxRows, long maxBytes) {
        this.decoder = decoder;
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
    }

    RowSlice read(Connection connection, SqlQuery query) throws SQLException {
        try (var statement = query.prepare(connection)) {
            statement.setFetchSize(FIRST_FETCH);
            try (var result = statement.executeQuery()) {
                return slice(result);
            }
        }
    }

    private RowSlice slice(ResultSet result) throws SQLException {
        List<SourceRow> rows = new ArrayList<>();
        while (result.next()) {
            if (!rows.isEmpty() && (rows.size() >= maxRows || decoder.characters() >= maxBytes)) {
                return new RowSlice(rows, Optional.of(rows.getLast().key()));
            }
            rows.add(decoder.decode(result));
            if (rows.size() % FIRST_FETCH == 0) {
                result.setFetchSize(fetchSize(rows.size()));
            }
        }
        return new RowSlice(rows, Optional.empty());
    }

    /** As many rows as are likely to fill what is left. */
    private int fetchSize(int rows) {
        long average = Math.max(1, decoder.characters() / rows);
        return Math.clamp((maxBytes - decoder.characters()) / average + 1, 1, MAX_FETCH);
    }
}
