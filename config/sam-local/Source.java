import dev.pg2convex.chat.ChatData;
import dev.pg2convex.chat.ChatSize;
import dev.pg2convex.chat.ChatTables;
import dev.pg2convex.local.demo.ChatTexts;
import dev.pg2convex.local.demo.ConvexCalls;
import java.sql.DriverManager;

/** Fills a database with the chat application's rows, or compares them with what is in Convex. Run from its source by run.mjs. */
final class Source {
    private static final ChatSize SIZE = new ChatSize(ChatSize.LEAST_USERS, 7);

    /** What nobody may find in a log, one to a line. */
    private static final String VALUES = """
            SELECT DISTINCT left(value, 40) FROM (
                SELECT unnest(ARRAY[clerk_user_id, email, image]) FROM users
                UNION ALL SELECT unnest(ARRAY[clerk_user_id, metadata::text]) FROM threads
                UNION ALL SELECT unnest(ARRAY[content, tool_invocations::text]) FROM messages) AS found (value)
            WHERE length(value) >= 10 AND left(value, 40) !~ '[[:cntrl:]]'""";

    private Source() {}

    /**
     * {@code fill JDBC_URL}; {@code values JDBC_URL}, which prints texts of the rows; or {@code compare JDBC_URL CONVEX_URL CONVEX_DEPLOY_KEY TABLE}, which
     * prints how many documents are there, and exits with 1 where they are not the rows'.
     */
    public static void main(String[] arguments) throws Exception {
        try (var connection = DriverManager.getConnection(arguments[1])) {
            if (arguments[0].equals("fill")) {
                ChatTables.create(connection);
                ChatData.generate(connection, SIZE);
                return;
            }
            if (arguments[0].equals("values")) {
                try (var statement = connection.createStatement(); var rows = statement.executeQuery(VALUES)) {
                    while (rows.next()) {
                        System.out.println(rows.getString(1));
                    }
                }
                return;
            }
            try (var calls = new ConvexCalls(arguments[2], arguments[3])) {
                var table = arguments[4];
                var expected = ChatTexts.expected(connection).byTable().get(table);
                var actual = ChatTexts.of(ChatTexts.documents(calls)).get(table);
                System.out.println(actual.size());
                System.exit(actual.equals(expected) ? 0 : 1);
            }
        }
    }
}
