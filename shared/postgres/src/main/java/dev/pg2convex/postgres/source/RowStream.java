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
    // The driver holds a whole fetch, and nobody knows how large the next rows are: it begins with few, doubles, and stays small enough for rows
    // of a megabyte behind hundreds of short ones.
    private static final int FIRST_FETCH = 16;
    private static final int MAX_FETCH = 256;

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
        int fetched = FIRST_FETCH;
        while (result.next()) {
            if (!rows.isEmpty() && (rows.size() >= maxRows || decoder.characters() >= maxBytes)) {
                return new RowSlice(rows, Optional.of(rows.getLast().key()));
            }
            rows.add(decoder.decode(result));
            if (rows.size() == fetched) {
                int fetch = fetchSize(rows.size());
                result.setFetchSize(fetch);
                fetched += fetch;
            }
        }
        return new RowSlice(rows, Optional.empty());
    }

    /** As many rows again, unless fewer are likely to fill what is left. */
    private int fetchSize(int rows) {
        long average = Math.max(1, decoder.characters() / rows);
        long wanted = (maxBytes - decoder.characters()) / average;
        return Math.clamp(wanted, 1, Math.min(rows, MAX_FETCH));
    }
}
