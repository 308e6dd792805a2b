package dev.pg2convex.convex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvexUrlTest {
    @ParameterizedTest
    @CsvSource({"https://happy-animal-123.convex.cloud,https://happy-animal-123.convex.cloud",
            "' https://happy-animal-123.convex.cloud/ ',https://happy-animal-123.convex.cloud",
            "HTTPS://Happy-Animal-123.CONVEX.cloud,https://happy-animal-123.convex.cloud", "http://127.0.0.1:3210/,http://127.0.0.1:3210",
            "https://example.com/convex/,https://example.com/convex", "http://[::1]:3210,http://[::1]:3210"})
    void parse_usableUrl_isBroughtIntoOneForm(String text, String expected) {
        assertEquals(expected, ConvexUrl.parse(text).toString());
    }

    @ParameterizedTest
    @CsvSource({"https://happy-animal-123.convex.cloud,happy-animal-123",
            "https://happy-animal-123.eu-west-1.convex.cloud,happy-animal-123"})
    void deployment_cloudUrl_isTheFirstLabel(String url, String name) {
        assertEquals(Optional.of(name), ConvexUrl.parse(url).deployment());
    }

    @Test
    void deployment_otherUrl_isUnknown() {
        assertEquals(Optional.empty(), ConvexUrl.parse("https://api.example.com").deployment());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3210", "http://app.localhost", "http://backend:3210", "http://10.1.2.3", "http://172.16.0.1",
            "http://192.168.1.5:3210", "http://convex.internal", "http://nas.local", "http://[fd00::1]:3210"})
    void parse_httpInAPrivateNetwork_isAllowed(String url) {
        assertEquals(url, ConvexUrl.parse(url).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://happy-animal-123.convex.cloud", "http://example.com", "http://11.0.0.1", "http://172.32.0.1",
            "http://[2001:db8::1]"})
    void parse_httpAcrossTheInternet_isRefused(String url) {
        refused("insecure_url", url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://dashboard.convex.dev/d/happy-animal-123",
            "https://dashboard.convex.dev/t/team/project/happy-animal-123/settings"})
    void parse_dashboardUrl_namesTheDeployments(String url) {
        assertTrue(refused("dashboard_url", url).contains("https://happy-animal-123.convex.cloud"));
    }

    @Test
    void parse_otherDashboardUrl_saysWhatIsExpected() {
        assertTrue(refused("dashboard_url", "https://dashboard.convex.dev").contains("expected something like"));
    }

    @Test
    void parse_siteUrl_namesTheCloudUrl() {
        assertTrue(refused("site_url", "https://happy-animal-123.eu-west-1.convex.site/")
                .contains("use https://happy-animal-123.eu-west-1.convex.cloud"));
    }

    @ParameterizedTest
    @CsvSource({"happy-animal-123,https://happy-animal-123.convex.cloud", "dev:happy-animal-123,https://happy-animal-123.convex.cloud",
            "happy-animal-123.convex.cloud,https://happy-animal-123.convex.cloud"})
    void parse_nameWithoutScheme_saysWhatWasMeant(String text, String meant) {
        assertTrue(refused("malformed_url", text).contains("did you mean " + meant + "?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://", "ftp://happy-animal-123.convex.cloud", "not a url", "https://user:s3cret@example.com",
            "https://example.com?key=s3cret", "https://convex.cloud", "https://happy-animal-123.convex.cloud/api/query",
            "https://example.com#x", "prod:happy-animal-123|s3cret"})
    void parse_malformedUrl_isRefusedWithoutRepeatingIt(String text) {
        assertFalse(refused("malformed_url", text).contains("s3cret"));
    }

    @Test
    void parse_hostThatCannotBe_isRefused() {
        refused("malformed_url", "https://" + "a".repeat(64) + ".convex.cloud");
        refused("malformed_url", "https://example.com:99999");
    }

    @Test
    void parse_nothing_isRefused() {
        refused("no_url", "  ");
    }

    private static String refused(String code, String url) {
        CategorizedException refused = assertThrows(CategorizedException.class, () -> ConvexUrl.parse(url));
        assertEquals(Failure.CONFIGURATION, refused.failure());
        assertEquals(code, refused.code());
        return refused.getMessage();
    }
}
