package dev.pg2convex.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PostgresUrlTest {
    private static final String FORM = "expected postgresql://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=require";
    private static final String ESCAPING = "; if the password holds one of the characters @ : / ? # %, write it as %40 %3A %2F %3F %23 %25";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none", textBlock = """
            postgres://u:s3cret@h/d                                  | u@h:5432/d                  | s3cret
            POSTGRESQL://u@h:6543/d                                  | u@h:6543/d                  | none
            postgresql://u:@h                                        | u@h:5432/u                  | ``
            postgresql://u%40x.com:p%40%2F%3A%25@h/my%20db           | u@x.com@h:5432/my db        | p@/:%
            postgresql://u:a+b@h/d                                   | u@h:5432/d                  | a+b
            postgresql://u:p@ss?#:w@h/d                              | u@h:5432/d                  | p@ss?#:w
            postgresql://u:p@h1,h2:6000/d                            | u@h1:5432,h2:6000/d         | p
            postgresql://u:p@[::1]:6000,[2001:db8::2]/d              | u@[::1]:6000,[2001:db8::2]:5432/d | p
            postgresql://h/d?user=u&password=p%26&port=7000          | u@h:7000/d                  | p&
            postgresql:///d?host=h1,h2&port=1,2&user=u&dbname=other  | u@h1:1,h2:2/other           | none
            jdbc:postgresql://h:7000/d?user=u&password=a+b           | u@h:7000/d                  | a b
            jdbc:postgresql:d?user=u                                 | u@localhost:5432/d          | none
            jdbc:postgresql:///d?user=u                              | u@localhost:5432/d          | none
            """)
    void parse_urls_inBothForms(String url, String label, String password) {
        PostgresUrl parsed = PostgresUrl.parse("  " + url + "\n");
        assertEquals(label, parsed.label());
        assertEquals(Optional.ofNullable(password), parsed.password());
        assertEquals(label, parsed.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sslmode=require&channel_binding=require                  | {channelBinding=require, sslmode=require}
            sslmode=verify-full&sslrootcert=system                   | {sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory, sslmode=verify-full}
            sslmode=require&sslrootcert=pom.xml                      | {sslmode=verify-ca, sslrootcert=pom.xml}
            ssl=true                                                 | {sslmode=require}
            ssl=true&sslfactory=org.postgresql.ssl.NonValidatingFactory | {sslmode=require}
            options=endpoint%3Dep-cool-darkness-123456               | {options=endpoint=ep-cool-darkness-123456}
            options=-c%20search_path%3Dapp                           | {options=-c search_path=app}
            pgbouncer=true&connect_timeout=15&connection_limit=1     | {connectTimeout=15}
            connect_timeout=0&pool_timeout=10&supa=base-pooler.x     | {}
            target_session_attrs=read-write&application_name=my%20app | {ApplicationName=my app, targetServerType=primary}
            targetServerType=preferSecondary&loadBalanceHosts=true   | {loadBalanceHosts=true, targetServerType=preferSecondary}
            socket_timeout=30&prepareThreshold=5&tcpKeepAlive=false  | {socketTimeout=30}
            """)
    void parse_parameters_becomePgjdbcs(String query, String settings) {
        assertEquals(settings, new TreeMap<>(PostgresUrl.parse("postgresql://u@h/d?" + query).driverSettings()).toString());
    }

    @Test
    void parse_poolParametersAndSchema_areKept() {
        PostgresUrl url = PostgresUrl.parse("postgres://u:p@h/d?pgbouncer=true&connection_limit=3&schema=app");
        assertEquals(OptionalInt.of(3), url.connectionLimit());
        assertEquals(Optional.of("app"), url.schema());
        assertEquals(Map.of(), url.driverSettings());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                        | is empty; FORM
            secret                                    | is not a URL; FORM
            psql 'postgresql://u:secret@h/d'          | is a psql command; take only the URL inside its quotes
            'postgresql://u:secret@h/d'               | begins with a quote; remove the quotes around it
            host=h password=secret                    | is in keyword form; FORM
            https://console.neon.tech/secret          | is a web address, not that of a database; copy the connection string from your database's dashboard; FORM
            mysql://u:secret@h/d                      | begins with mysql://; only PostgreSQL can be read; FORM
            postgresql+psycopg://u:secret@h/d         | begins with postgresql+psycopg://; only PostgreSQL can be read; FORM
            prisma+postgres://h/?api_key=secret       | is one of Prisma's proxies; give the database's own URL (Prisma calls it the direct URL); FORM
            postgresql://u:secret@/d                  | names no host; FORM
            postgresql:///d                           | names no host; FORM
            postgresql://u:secret@%2Fvar%2Frun/d      | names a Unix socket, which Java cannot reach; give a host and a port, such as localhost:5432
            postgresql://u:secret@h/d?host=/tmp       | names a Unix socket, which Java cannot reach; give a host and a port, such as localhost:5432
            postgresql://u:secret@h:0/d               | has a port that is no number from 1 to 65535ESCAPING
            postgresql://u:secret                     | has a port that is no number from 1 to 65535ESCAPING
            postgresql://u:sec/ret@h/d                | has no host before its first slashESCAPING
            postgresql://u:p@sec/ret@h/d              | has an @ behind its hostESCAPING
            postgresql://u:p@sec/ret?secret@h/d       | has a parameter that is noneESCAPING
            postgresql://u:secret%zz@h/d              | has a % in the password that begins no escape; write a percent sign as %25
            postgresql://u:p@sec ret/d                | has a host that is none; FORMESCAPING
            postgresql://u@h1,h2/d?port=1,2,3         | has 2 hosts and 3 ports; give each host its port, or one port for all
            postgresql://u:secret@h/d?sslmod=require  | has an unknown parameter `sslmod`; did you mean `sslmode`?
            postgresql://u:secret@h/d?Ssl-Mode=x      | has a parameter that is noneESCAPING
            postgresql://u:secret@h/d?sslMode=x       | has an unknown parameter `sslMode`; did you mean `sslmode`?
            postgresql://u:secret@h/d?fancy=secret    | has an unknown parameter `fancy`; remove it if it is not about the connection
            postgresql://u:secret@h/d?sslmode=secret  | has a wrong value for `sslmode`: expected one of disable, allow, prefer, require, verify-ca, verify-full
            postgresql://u:secret@h/d?sslrootcert=/no/secret | has a wrong value for `sslrootcert`: expected a file that can be read
            postgresql://u:secret@h/d?connection_limit=0 | has a wrong value for `connection_limit`: expected a whole number of connections, at least 1
            postgresql://u:secret@h/d?connect_timeout=5s | has a wrong value for `connect_timeout`: expected a whole number of seconds
            postgresql://u:secret@h/d?target_session_attrs=x | has a wrong value for `target_session_attrs`: expected one of any, prefer-standby, primary, read-only, read-write, standby
            postgresql://u:secret@h/d?sslfactory=com.x | has a wrong value for `sslfactory`: expected one of pgjdbc's own factories; `sslmode` and `sslrootcert` say which certificates are trusted
            """)
    void parse_wrongUrl_saysWhatToDoAndNoSecret(String url, String message) {
        var e = assertThrows(CategorizedException.class, () -> PostgresUrl.parse(url, "POSTGRES_URL"));
        assertEquals("POSTGRES_URL " + message.replace("FORM", FORM).replace("ESCAPING", ESCAPING), e.getMessage());
        assertEquals(Failure.CONFIGURATION, e.failure());
        assertEquals("database_url", e.code());
        assertFalse(e.getMessage().contains("secret"));
    }
}
