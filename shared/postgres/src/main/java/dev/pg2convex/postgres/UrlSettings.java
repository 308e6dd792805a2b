package dev.pg2convex.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What the parameters of a database URL ask for, as far as it has been read. */
final class UrlSettings {
    /** By pgjdbc's names. */
    final Map<String, String> driver = new LinkedHashMap<>();
    Optional<String> user = Optional.empty();
    Optional<String> password = Optional.empty();
    Optional<String> host = Optional.empty();
    Optional<String> port = Optional.empty();
    Optional<String> database = Optional.empty();
    Optional<String> schema = Optional.empty();
    OptionalInt connectionLimit = OptionalInt.empty();

    /** libpq checks a certificate as soon as it is given one to check against; pgjdbc only when told to. */
    void verifyWhereRootIsGiven() {
        if ("require".equals(driver.get("sslmode")) && driver.containsKey("sslrootcert")) {
            driver.put("sslmode", "verify-ca");
        }
    }

    /** {@code sslrootcert=system}: the authorities that Java trusts. */
    void trustSystem() {
        driver.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        driver.put("sslmode", "verify-full");
    }
}
