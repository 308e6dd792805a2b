package dev.pg2convex.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pg2convex.core.CategorizedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Credentials and region from the files and variables of the AWS CLI; its variables are given as the SDK's system properties, which mean the same. */
class AwsAccountTest {
    private static final String VARIABLE = "AWS_ENDPOINT_URL_SQS";

    private final Map<String, String> before = new HashMap<>();

    @BeforeEach
    void configure(@TempDir Path folder) throws IOException {
        set("aws.configFile", Files.writeString(folder.resolve("config"), """
                [profile operator]
                region = eu-west-3
                [profile nowhere]
                output = json
                """));
        set("aws.sharedCredentialsFile", Files.writeString(folder.resolve("credentials"), """
                [operator]
                aws_access_key_id = of-operator
                aws_secret_access_key = x
                [nowhere]
                aws_access_key_id = of-nowhere
                aws_secret_access_key = x
                """));
    }

    @AfterEach
    void restore() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    @Test
    void profile_thatIsAskedFor_comesBeforeCredentialsOfTheEnvironment() {
        environmentsCredentials();

        var account = account(Optional.of("operator"), Optional.empty());

        assertEquals("of-operator", keyId(account));
        assertEquals(Region.EU_WEST_3, account.region());
    }

    @Test
    void profile_ofTheEnvironment_comesAfterItsCredentials() {
        assertEquals("of-operator", keyId(account(Optional.empty(), Optional.of("operator"))));

        environmentsCredentials();

        assertEquals("of-environment", keyId(account(Optional.empty(), Optional.of("operator"))));
    }

    @Test
    void client_withAProfile_isOfItsAccountAndRegion_unlessTheEnvironmentNamesARegion() {
        assertEquals(Region.EU_WEST_3, region(Map.of(), "operator"));
        assertEquals(Region.AP_SOUTH_1, region(Map.of("AWS_REGION", "ap-south-1"), "operator"));
        assertEquals(Region.AP_SOUTH_1, region(Map.of("AWS_DEFAULT_REGION", "ap-south-1"), "operator"));
        assertEquals(Region.EU_WEST_3, region(Map.of("AWS_REGION", " "), "operator"));
    }

    @Test
    void profile_withoutARegion_isSaid() {
        // As no region of this machine's shall be taken for the profile's.
        set("aws.disableEc2Metadata", "true");
        var account = account(Optional.of("nowhere"), Optional.empty());

        assertEquals("of-nowhere", keyId(account));
        var failure = assertThrows(CategorizedException.class, account::region);
        assertEquals("no AWS region was found: set AWS_REGION, such as eu-central-1", failure.getMessage());
    }

    private static Region region(Map<String, String> environment, String profile) {
        try (var client = AwsClients.configured(SqsClient.builder(), environment, VARIABLE, Optional.of(profile)).build()) {
            return client.serviceClientConfiguration().region();
        }
    }

    private static AwsAccount account(Optional<String> profile, Optional<String> otherwise) {
        return new AwsAccount(profile, otherwise, VARIABLE);
    }

    private static String keyId(AwsAccount account) {
        return account.credentials().resolveCredentials().accessKeyId();
    }

    private void environmentsCredentials() {
        set("aws.accessKeyId", "of-environment");
        set("aws.secretAccessKey", "x");
    }

    private void set(String name, Object value) {
        before.putIfAbsent(name, System.getProperty(name));
        System.setProperty(name, value.toString());
    }
}
