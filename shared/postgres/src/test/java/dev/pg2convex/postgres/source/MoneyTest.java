package dev.pg2convex.postgres.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pg2convex.core.source.KeyRange;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Money has the decimals that the database says, whatever they are. */
final class MoneyTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase("CREATE TABLE prices (id int PRIMARY KEY, price money, prices money[])",
            "INSERT INTO prices VALUES (1, '-1234.50', '{1,NULL}'), (2, NULL, NULL)");
    /** What machines call a locale whose currency has no decimals. */
    private static final List<String> YEN = List.of("ja_JP.UTF-8", "ja_JP.utf8", "ja_JP", "Japanese_Japan.932");

    @AfterEach
    void reset() {
        DB.execute("ALTER DATABASE moneytest RESET lc_monetary");
        DB.pool().getHikariPoolMXBean().softEvictConnections();
    }

    @Test
    void money_ofTwoDecimals_isTextAsInTheCLocale() {
        assertEquals(2, DB.catalog().moneyDecimals());
        assertEquals(
                List.of("Text[value=-$1,234.50]", "Array[items=[Text[value=$1.00], Null[]]]", "Text[value=-1234.50]", "Text[value=true]"),
                read());
    }

    /** The same rows: the whole number -123450 is that many yen. */
    @Test
    void money_withoutDecimals_isTheNumber_inExpressionsToo() {
        assumeTrue(YEN.stream().anyMatch(MoneyTest::isSet), "this machine has no locale whose currency has no decimals");
        DB.pool().getHikariPoolMXBean().softEvictConnections();
        assertEquals(0, DB.catalog().moneyDecimals());
        assertEquals(List.of("Text[value=-123450]", "Array[items=[Text[value=100], Null[]]]", "Text[value=-123450]", "Text[value=false]"),
                read());
    }

    private static boolean isSet(String locale) {
        try {
            DB.execute("ALTER DATABASE moneytest SET lc_monetary = '" + locale + "'");
            return true;
        } catch (IllegalStateException _) {
            return false;
        }
    }

    private static List<String> read() {
        var plan = DB.plan("prices")
                .column("price")
                .column("prices")
                .sql("number", "price::numeric")
                .sql("hundred", "(price > '-2000')::text");
        return DB.reader()
                .read(plan.build(), KeyRange.ALL, 1, 1 << 20)
                .rows()
                .getFirst()
                .cells()
                .stream()
                .map(cell -> cell.toString().replaceFirst("^Present\\[value=(.*)]$", "$1"))
                .toList();
    }
}
