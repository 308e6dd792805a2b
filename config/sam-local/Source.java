import dev.pg2convex.chat.ChatData;
import dev.pg2convex.chat.ChatSize;
import dev.pg2convex.chat.ChatTables;
import dev.pg2convex.local.demo.ChatTexts;
import dev.pg2convex.local.demo.ConvexCalls;
import java.sql.DriverManager;

/** Fills a database with the chat application's rows, or compares them with what is in Convex. Run from its source by run.mjs. */
final class Source {
    private static final ChatSize SIZE = new ChatSize(ChatSize.LEAST_USERS, 7);

    private Source() {}

    /** {@code fill JDBC_URL}, or {@code compare JDBC_URL CONVEX_URL CONVEX_DEPLOY_KEY TABLE}: prints how many documents are there, and exits with 1 where they are not the rows'. */
    public static void main(String[] arguments) throws Exception {
        try (var connection = DriverManager.getConnection(arguments[1])) {
            if (arguments[0].equals("fill")) {
                ChatTables.create(connection);
                ChatData.generate(connection, SIZE);
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
