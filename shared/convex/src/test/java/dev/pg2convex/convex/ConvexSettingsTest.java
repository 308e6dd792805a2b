package dev.pg2convex.convex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvexSettingsTest {
    private static final String URL = "https://happy-animal-123.convex.cloud";

    @ParameterizedTest
    @CsvSource({URL + ",prod:happy-animal-123|s3cret,prod", URL + ",dev:happy-animal-123|s3cret,dev",
            URL + ",preview:happy-animal-123|s3cret,preview", "http://127.0.0.1:3210,anything,local",
            "https://convex.example.com,convex-self-hosted|s3cret,self-hosted",
            "https://api.example.com,prod:happy-animal-123|s3cret,prod"})
    void label_deployments_namesUrlAndType(String url, String key, String type) {
        assertEquals(url + " (" + type + ")", ConvexSettings.of(url, key).label());
    }

    @ParameterizedTest
    @CsvSource({"prod:other-animal-456|s3cret,key_of_other_deployment", "other-animal-456|s3cret,key_of_other_deployment",
            "eyJs3cret,malformed_key", "project:team:project|s3cret,key_of_no_deployment", "team:team|s3cret,key_of_no_deployment",
            "preview:team:project|s3cret,key_of_no_deployment", "'prod:happy-animal-123|s3 cret',malformed_key",
            "https://happy-animal-123.convex.cloud,malformed_key", "' ',no_key"})
    void of_keyThatCannotWork_isRefusedWithoutRepeatingIt(String key, String code) {
        CategorizedException refused = assertThrows(CategorizedException.class, () -> ConvexSettings.of(URL, key));

        assertEquals(Failure.CONFIGURATION, refused.failure());
        assertEquals(code, refused.code());
        assertFalse(refused.getMessage().contains("s3"), refused.getMessage());
    }

    @Test
    void toString_settings_hidesTheSecret() {
        assertFalse(ConvexSettings.of(URL, "prod:happy-animal-123|s3cret").toString().contains("s3cret"));
        assertFalse(ConvexSettings.of("http://localhost:1", "s3cret").toString().contains("s3cret"));
    }
}
