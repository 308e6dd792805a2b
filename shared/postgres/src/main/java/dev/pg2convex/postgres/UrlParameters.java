package dev.pg2convex.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/**
 * The parameters that a database URL may have: libpq's, pgjdbc's, and those that hosts and ORMs append. What pg2convex decides for itself is
 * accepted and has no effect, so that a URL can be used as the dashboard shows it.
 */
final class UrlParameters {
    private static final List<String> SSL_MODES = List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final Map<String, String> SERVER_TYPES = Map.of("any", "any", "read-write", "primary", "read-only", "secondary",
            "primary", "primary", "standby", "secondary", "prefer-standby", "preferSecondary");
    private static final List<String> WITHOUT_EFFECT = List.of("pgbouncer", "pool_timeout", "statement_cache_size", "supa",
            "uselibpqcompat", "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout",
            "tcpKeepAlive", "tcpNoDelay", "fallback_application_name", "gssencmode", "gssEncMode", "prepareThreshold",
            "preparedStatementCacheQueries", "preparedStatementCacheSizeMiB", "preferQueryMode", "reWriteBatchedInserts",
            "assumeMinServerVersion", "binaryTransfer", "defaultRowFetchSize", "readOnly", "readOnlyMode", "autosave", "stringtype",
            "logServerErrorDetail", "loginTimeout");
    private static final Map<String, Rule> RULES = rules();

    private UrlParameters() {}

    /** How a parameter's value changes the settings; a problem is what the value should have been. */
    @FunctionalInterface
    private interface Rule {
        Optional<String> apply(UrlSettings settings, String value);
    }

    /** @return what is wrong, without the value */
    static Optional<String> apply(UrlSettings settings, String name, String value) {
        Rule rule = RULES.get(name);
        if (rule == null) {
            return Optional.of("has an unknown parameter `" + name + "`"
                    + Nearest.to(name, RULES.keySet())
                            .map(known -> "; did you mean `" + known + "`?")
                            .orElse("; remove it if it is not about the connection"));
        }
        return rule.apply(settings, value).map(expected -> "has a wrong value for `" + name + "`: expected " + expected);
    }

    private static Map<String, Rule> rules() {
        var rules = new LinkedHashMap<String, Rule>();
        rules.put("sslmode", oneOf("sslmode", SSL_MODES));
        rules.put("ssl", UrlParameters::ssl);
        rules.put("sslrootcert", (settings, value) -> value.equals("system") ? system(settings) : file(settings, "sslrootcert", value));
        rules.put("sslcert", (settings, value) -> file(settings, "sslcert", value));
        rules.put("sslkey", (settings, value) -> file(settings, "sslkey", value));
        rules.put("sslpassword", set("sslpassword"));
        rules.put("sslfactory", UrlParameters::sslFactory);
        rules.put("sslnegotiation", oneOf("sslNegotiation", List.of("postgres", "direct")));
        both(rules, "channel_binding", "channelBinding", oneOf("channelBinding", List.of("disable", "prefer", "require")));
        both(rules, "require_auth", "requireAuth", set("requireAuth"));
        rules.put("options", set("options"));
        both(rules, "application_name", "ApplicationName", set("ApplicationName"));
        both(rules, "connect_timeout", "connectTimeout", seconds("connectTimeout"));
        both(rules, "socket_timeout", "socketTimeout", seconds("socketTimeout"));
        rules.put("target_session_attrs",
                (settings, value) -> SERVER_TYPES.containsKey(value) ? put(settings, "targetServerType", SERVER_TYPES.get(value))
                        : Optional.of("one of " + String.join(", ", SERVER_TYPES.keySet().stream().sorted().toList())));
        rules.put("targetServerType",
                oneOf("targetServerType", List.of("any", "primary", "secondary", "preferSecondary", "preferPrimary")));
        rules.put("load_balance_hosts", (settings, value) -> put(settings, "loadBalanceHosts", String.valueOf(value.equals("random"))));
        rules.put("loadBalanceHosts", oneOf("loadBalanceHosts", List.of("true", "false")));
        rules.put("client_encoding", (settings, value) -> List.of("UTF8", "UTF-8", "utf8", "utf-8", "auto").contains(value)
                ? Optional.empty() : Optional.of("UTF8"));
        rules.put("connection_limit", UrlParameters::connectionLimit);
        both(rules, "schema", "currentSchema", UrlParameters::schema);
        rules.put("user", always((settings, value) -> {
            settings.user = Optional.of(value);
        }));
        rules.put("password", always((settings, value) -> {
            settings.password = Optional.of(value);
        }));
        rules.put("host", always((settings, value) -> {
            settings.host = Optional.of(value);
        }));
        rules.put("port", always((settings, value) -> {
            settings.port = Optional.of(value);
        }));
        rules.put("dbname", always((settings, value) -> {
            settings.database = Optional.of(value);
        }));
        WITHOUT_EFFECT.forEach(name -> rules.put(name, (_, _) -> Optional.empty()));
        return Map.copyOf(rules);
    }

    private static void both(Map<String, Rule> rules, String libpq, String pgjdbc, Rule rule) {
        rules.put(libpq, rule);
        rules.put(pgjdbc, rule);
    }

    private static Rule set(String property) {
        return (settings, value) -> put(settings, property, value);
    }

    private static Rule always(BiConsumer<UrlSettings, String> change) {
        return (settings, value) -> {
            change.accept(settings, value);
            return Optional.empty();
        };
    }

    private static Optional<String> put(UrlSettings settings, String property, String value) {
        settings.driver.put(property, value);
        return Optional.empty();
    }

    private static Rule oneOf(String property, List<String> values) {
        return (settings, value) -> values.contains(value) ? put(settings, property, value)
                : Optional.of("one of " + String.join(", ", values));
    }

    private static Rule seconds(String property) {
        return (settings, value) -> {
            if (!value.matches("\\d{1,6}")) {
                return Optional.of("a whole number of seconds");
            }
            // Zero means "for ever" to libpq: then the time that is set anyway holds.
            return Integer.parseInt(value) == 0 ? Optional.empty() : put(settings, property, value);
        };
    }

    private static Optional<String> ssl(UrlSettings settings, String value) {
        return switch (value) {
            case "true", "" -> settings.driver.containsKey("sslmode") ? Optional.empty() : put(settings, "sslmode", "require");
            case "false" -> Optional.empty();
            default -> Optional.of("true or false; `sslmode` says more");
        };
    }

    private static Optional<String> sslFactory(UrlSettings settings, String value) {
        return switch (value) {
            case "org.postgresql.ssl.NonValidatingFactory" -> put(settings, "sslmode", "require");
            case "org.postgresql.ssl.DefaultJavaSSLFactory" -> system(settings);
            case "org.postgresql.ssl.LibPQFactory" -> Optional.empty();
            default -> Optional.of("one of pgjdbc's own factories; `sslmode` and `sslrootcert` say which certificates are trusted");
        };
    }

    private static Optional<String> system(UrlSettings settings) {
        settings.trustSystem();
        return Optional.empty();
    }

    private static Optional<String> file(UrlSettings settings, String property, String value) {
        return Files.isReadable(Path.of(value)) ? put(settings, property, value) : Optional.of("a file that can be read");
    }

    private static Optional<String> connectionLimit(UrlSettings settings, String value) {
        if (!value.matches("[1-9]\\d{0,4}")) {
            return Optional.of("a whole number of connections, at least 1");
        }
        settings.connectionLimit = OptionalInt.of(Integer.parseInt(value));
        return Optional.empty();
    }

    private static Optional<String> schema(UrlSettings settings, String value) {
        settings.schema = Arrays.stream(value.split(",")).map(String::strip).filter(name -> !name.isEmpty()).findFirst();
        return Optional.empty();
    }
}
