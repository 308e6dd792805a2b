package dev.pg2convex.aws.template;

import static dev.pg2convex.testing.TemplateFile.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.testing.TemplateFile;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Secrets are in Secrets Manager, and nowhere else: the template knows where, and never what. */
final class SecretsTest {
    private static final Pattern SECRET = Pattern.compile("(?i)POSTGRES|CONVEX_(URL|DEPLOY|SELF)|STORE_URL|PASSWORD|TOKEN|DEPLOY_KEY");

    private final Template template = Template.with(Map.of());

    @Test
    void environment_holdsNoSecret() {
        template.functions().forEach((name, function) -> Template.variables(function).forEach((variable, value) -> {
            assertFalse(SECRET.matcher(variable).find(), name + ": " + variable);
            assertEquals(variable.equals("PG2CONVEX_SECRET_ID"), value.equals("${Secret}"), name + ": " + variable);
        }));
    }

    @Test
    void outputs_holdNoSecret() {
        template.outputs().forEach((name, value) -> {
            assertEquals(name.equals("SecretArn"), value.equals("${Secret}"), name);
            assertFalse(SECRET.matcher(name).find(), name);
        });
    }

    /** What is a parameter is shown to everybody who may read the stack. */
    @Test
    void parameters_takeNoSecret() {
        var names = new TreeSet<>(map(TemplateFile.read().get("Parameters")).keySet());
        assertTrue(names.containsAll(Set.of("SecretArn", "SecretKeyArn")));
        names.forEach(name -> assertFalse(SECRET.matcher(name).find(), name));
    }

    /** It would be resolved into a property that others may read. */
    @Test
    void template_resolvesNoSecret() {
        assertFalse(TemplateFile.text().contains("{{resolve:"));
    }

    @Test
    void secret_isMadeEmpty_andOutlivesTheStack() {
        assertEquals("{}", template.resources("AWS::SecretsManager::Secret").get("Secret").get("SecretString"));
        var resource = map(map(TemplateFile.read().get("Resources")).get("Secret"));
        assertEquals("Retain", resource.get("DeletionPolicy"));
        assertEquals("Retain", resource.get("UpdateReplacePolicy"));
    }

    @Test
    void secret_ofAnother_isTakenInstead() {
        var arn = "arn:aws:secretsmanager:r:1:secret:mine-abc";
        var given = Template.with(Map.of("SecretArn", arn));
        assertTrue(given.resources("AWS::SecretsManager::Secret").isEmpty());
        assertEquals(arn, given.outputs().get("SecretArn"));
    }
}
