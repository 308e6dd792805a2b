package dev.pg2convex.aws;

import java.util.Map;

/** Port: where the URLs and keys of {@link Services} come from. Reading again gives what is there now: a key may have been rotated. */
public interface SecretSource {
    /** By the names of the environment variables. */
    Map<String, String> read();

    /** The configuration's secret if it names one, the environment itself if not. */
    static SecretSource of(AwsConfig config, Map<String, String> environment) {
        if (config.secretId().isEmpty()) {
            var values = Map.copyOf(environment);
            return () -> values;
        }
        return new SecretsManagerSecrets(AwsClients.secretsManager(environment), config.secretId().get());
    }
}
