package dev.pg2convex.aws;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** One secret, a JSON object of strings: {@code {"POSTGRES_URL":"…","CONVEX_URL":"…","CONVEX_DEPLOY_KEY":"…"}}. */
public final class SecretsManagerSecrets implements SecretSource {
    private final SecretsManagerClient client;
    private final String id;

    public SecretsManagerSecrets(SecretsManagerClient client, String id) {
        this.client = requireNonNull(client);
        this.id = requireNonNull(id);
    }

    @Override
    public Map<String, String> read() {
        String text;
        try {
            text = client.getSecretValue(request -> request.secretId(id)).secretString();
        } catch (SdkException e) {
            throw SqsFailures.categorize(e, "secret " + id);
        }
        return parse(text);
    }

    private Map<String, String> parse(String text) {
        try {
            var fields = Fields.of(Json.parse(text), "$");
            var values = new HashMap<String, String>();
            for (var name : Services.NAMES) {
                fields.optionalText(name).ifPresent(value -> values.put(name, value));
            }
            fields.end();
            return values;
        } catch (MalformedMessageException e) {
            throw new ConfigException(
                    List.of("secret " + id + ": " + e.getMessage() + "; it must be one JSON object of strings with the names "
                            + String.join(", ", Services.NAMES.stream().sorted().toList())));
        }
    }
}
