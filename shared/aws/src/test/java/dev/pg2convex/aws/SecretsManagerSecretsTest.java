package dev.pg2convex.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pg2convex.aws.HttpAnswers.Answer;
import dev.pg2convex.core.CategorizedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretsManagerSecretsTest {
    private static final String NAMES = "; it must be one JSON object of strings with the names CONVEX_DEPLOY_KEY, CONVEX_SELF_HOSTED_ADMIN_KEY, "
            + "CONVEX_SELF_HOSTED_URL, CONVEX_URL, PG2CONVEX_STORE_URL, POSTGRES_ROOT_CERT, POSTGRES_URL";

    @Test
    void read_secret_givesItsValuesEachTimeAnew() {
        try (var server = new HttpAnswers(secret("{\"POSTGRES_URL\":\"p\",\"CONVEX_DEPLOY_KEY\":\"old\"}"),
                secret("{\"CONVEX_DEPLOY_KEY\":\"new\"}"))) {
            var secrets = source(server);
            assertEquals(Map.of("POSTGRES_URL", "p", "CONVEX_DEPLOY_KEY", "old"), secrets.read());
            assertEquals(Map.of("CONVEX_DEPLOY_KEY", "new"), secrets.read());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            secret                    | secret the-secret: $: is not JSON (line 1, column 1)
            {"POSTGRES_URL":7}        | secret the-secret: $.POSTGRES_URL: expected a string that is not empty
            {"CONVEX_KEY":"secret"}   | secret the-secret: $: has an unknown field; did you mean CONVEX_URL?
            """)
    void read_malformed_saysWhatItMustBe(String text, String message) {
        try (var server = new HttpAnswers(secret(text))) {
            assertEquals(message + NAMES, assertThrows(ConfigException.class, () -> source(server).read()).getMessage());
        }
    }

    @Test
    void read_noSuchSecret_isNamed() {
        try (var server = new HttpAnswers(HttpAnswers.error(400, "ResourceNotFoundException"))) {
            var error = assertThrows(CategorizedException.class, () -> source(server).read());
            assertEquals("secret the-secret: ResourceNotFoundException (HTTP 400): it does not exist in this account and region",
                    error.getMessage());
        }
    }

    @Test
    void of_noSecretConfigured_isTheEnvironment() {
        var environment = Map.of("POSTGRES_URL", "p");
        assertEquals(environment, SecretSource.of(AwsConfig.read(environment, Set.of()), environment).read());
    }

    private static SecretSource source(HttpAnswers server) {
        var environment = new HashMap<>(server.environment());
        environment.put("PG2CONVEX_SECRET_ID", "the-secret");
        return SecretSource.of(AwsConfig.read(environment, Set.of()), environment);
    }

    private static Answer secret(String text) {
        return new Answer(200, Json.MAPPER.createObjectNode().put("Name", "the-secret").put("SecretString", text).toString());
    }
}
