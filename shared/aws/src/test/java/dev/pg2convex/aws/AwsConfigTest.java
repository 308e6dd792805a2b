package dev.pg2convex.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pg2convex.core.Failure;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.message.QueueName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AwsConfigTest {
    private static final Set<QueueName> WORKER = Set.of(QueueName.PAGES, QueueName.CONTROL);
    private static final Map<String, String> URLS = Map.of("PG2CONVEX_PAGES_QUEUE_URL", "http://q/pages", "PG2CONVEX_CONTROL_QUEUE_URL",
            "http://q/control");

    @Test
    void read_onlyWhatIsNeeded_takesTheDefaults() {
        var config = AwsConfig.read(URLS, WORKER);
        assertEquals(Map.of(QueueName.PAGES, "http://q/pages", QueueName.CONTROL, "http://q/control"), config.queues().urls());
        assertEquals(5, config.maxReceives());
        assertEquals(Tuning.DEFAULT, config.tuning());
        assertEquals(Optional.empty(), config.secretId());
    }

    @Test
    void read_everything_isTyped() {
        var config = AwsConfig.read(with(URLS, "PG2CONVEX_VERIFY_QUEUE_URL", "http://q/verify", "PG2CONVEX_MAX_RECEIVES", " 7 ",
                "PG2CONVEX_PAGE_ROWS", "10", "PG2CONVEX_LEASE_SECONDS", "90", "PG2CONVEX_SECRET_ID", "pg2convex", "PATH", "/bin",
                "PG2CONVEX_STORE_URL", "postgresql://s/d"), WORKER);
        assertEquals("http://q/verify", config.queues().url(QueueName.VERIFY));
        assertEquals(7, config.maxReceives());
        assertEquals(10, config.tuning().pageRows());
        assertEquals(Duration.ofSeconds(90), config.tuning().lease());
        assertEquals(Optional.of("pg2convex"), config.secretId());
    }

    @Test
    void read_manyProblems_listsThemAllAndNoValue() {
        var error = assertThrows(ConfigException.class,
                () -> AwsConfig.read(Map.of("PG2CONVEX_CONTROL_QUEUE_URL", " ", "PG2CONVEX_PAGE_ROW", "secret", "PG2CONVEX_MAX_RECEIVES",
                        "secret", "PG2CONVEX_BATCH_ROWS", "0", "PG2CONVEX_SOMETHING_ELSE_ENTIRELY", "secret"), WORKER));
        assertEquals("""
                PG2CONVEX_PAGES_QUEUE_URL is missing: the URL of the queue "pages"
                PG2CONVEX_CONTROL_QUEUE_URL is missing: the URL of the queue "control"
                PG2CONVEX_MAX_RECEIVES: expected an integer from 1 to 1000; without it, 5 is used
                PG2CONVEX_BATCH_ROWS: expected an integer from 1 to 16000; without it, 500 is used
                PG2CONVEX_PAGE_ROW is unknown; did you mean PG2CONVEX_PAGE_ROWS?
                PG2CONVEX_SOMETHING_ELSE_ENTIRELY is unknown; remove it""", error.getMessage());
        assertEquals(Failure.CONFIGURATION, error.failure());
        assertEquals("bad_configuration", error.code());
    }

    @Test
    void read_variablesOfTheCaller_areKnown() {
        AwsConfig.read(Map.of("PG2CONVEX_LAUNCHER", "x"), Set.of(), Set.of("PG2CONVEX_LAUNCHER"));
    }

    @Test
    void services_cloud_isRead() {
        var services = Services.read(
                Map.of("POSTGRES_URL", "postgresql://u:secret@h/d", "CONVEX_URL", "https://a.convex.cloud", "CONVEX_DEPLOY_KEY", "secret"));
        assertEquals(new Services("postgresql://u:secret@h/d", Optional.empty(), "https://a.convex.cloud", "secret"), services);
        assertFalse(services.toString().contains("secret"));
    }

    @Test
    void services_selfHosted_isRead() {
        var services = Services.read(Map.of("POSTGRES_URL", "p", "CONVEX_SELF_HOSTED_URL", "http://c", "CONVEX_SELF_HOSTED_ADMIN_KEY", "k",
                "PG2CONVEX_STORE_URL", "s"));
        assertEquals(new Services("p", Optional.of("s"), "http://c", "k"), services);
    }

    @Test
    void services_nothing_listsAllThatIsMissing() {
        assertEquals("""
                POSTGRES_URL is missing: the source database, such as postgresql://user:password@host/database
                CONVEX_URL is missing: the deployment's URL, such as https://happy-animal-123.convex.cloud
                CONVEX_DEPLOY_KEY is missing: a deploy key of that deployment (dashboard: Settings, Deploy keys)""", problems(Map.of()));
    }

    @Test
    void services_similarVariables_areHintedAt() {
        assertEquals(
                """
                        POSTGRES_URL is missing: the source database, such as postgresql://user:password@host/database; DATABASE_URL is set, but may be meant for something else: set POSTGRES_URL too
                        CONVEX_URL is missing: the deployment's URL, such as https://happy-animal-123.convex.cloud; NEXT_PUBLIC_CONVEX_URL is set, but may be meant for something else: set CONVEX_URL too""",
                problems(Map.of("DATABASE_URL", "x", "NEXT_PUBLIC_CONVEX_URL", "x", "CONVEX_DEPLOY_KEY", "k")));
    }

    @Test
    void services_twoDeployments_areRefused() {
        assertEquals("CONVEX_SELF_HOSTED_URL and CONVEX_URL: two deployments; set the URL and key of one only",
                problems(Map.of("POSTGRES_URL", "p", "CONVEX_SELF_HOSTED_URL", "a", "CONVEX_SELF_HOSTED_ADMIN_KEY", "b", "CONVEX_URL", "c",
                        "CONVEX_DEPLOY_KEY", "d")));
    }

    private static String problems(Map<String, String> values) {
        return assertThrows(ConfigException.class, () -> Services.read(values)).getMessage();
    }

    private static Map<String, String> with(Map<String, String> values, String... more) {
        var all = new java.util.HashMap<>(values);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }
}
