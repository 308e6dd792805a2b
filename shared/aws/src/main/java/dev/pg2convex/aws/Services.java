package dev.pg2convex.aws;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The user's own services and the secrets that open them. Whether a URL or a key can be right is for those who use it to say.
 *
 * @param storeUrl the migration store's database; the source itself when empty
 * @param rootCertificate authorities, in PEM form, by which the databases' certificates are checked; a URL's {@code sslrootcert} comes before it
 */
public record Services(String postgresUrl, Optional<String> storeUrl, Optional<String> rootCertificate, String convexUrl,
        String convexKey) {
    public static final String ROOT_CERTIFICATE = "POSTGRES_ROOT_CERT";
    static final String POSTGRES_URL = "POSTGRES_URL";
    static final String STORE_URL = "PG2CONVEX_STORE_URL";
    static final String CONVEX_URL = "CONVEX_URL";
    static final String CONVEX_KEY = "CONVEX_DEPLOY_KEY";
    static final String SELF_HOSTED_URL = "CONVEX_SELF_HOSTED_URL";
    static final String SELF_HOSTED_KEY = "CONVEX_SELF_HOSTED_ADMIN_KEY";
    /** What a secret may hold. */
    static final Set<String> NAMES = Set.of(POSTGRES_URL, STORE_URL, ROOT_CERTIFICATE, CONVEX_URL, CONVEX_KEY, SELF_HOSTED_URL,
            SELF_HOSTED_KEY);

    private static final List<String> PUBLIC_URLS = List.of("NEXT_PUBLIC_CONVEX_URL", "VITE_CONVEX_URL");
    private static final List<String> OTHER_DATABASES = List.of("DATABASE_URL", "POSTGRES_PRISMA_URL", "PGHOST");

    public Services {
        requireNonNull(postgresUrl);
        requireNonNull(storeUrl);
        requireNonNull(rootCertificate);
        requireNonNull(convexUrl);
        requireNonNull(convexKey);
    }

    /** With the authorities that the URLs name. */
    public Services(String postgresUrl, Optional<String> storeUrl, String convexUrl, String convexKey) {
        this(postgresUrl, storeUrl, Optional.empty(), convexUrl, convexKey);
    }

    /** @throws ConfigException with everything that is missing or said twice */
    public static Services read(Map<String, String> values) {
        var variables = new Variables(values);
        var postgres = postgres(variables);
        boolean selfHosted = variables.text(SELF_HOSTED_URL).isPresent() || variables.text(SELF_HOSTED_KEY).isPresent();
        if (selfHosted && (variables.text(CONVEX_URL).isPresent() || variables.text(CONVEX_KEY).isPresent())) {
            variables.problem(SELF_HOSTED_URL + " and " + CONVEX_URL + ": two deployments; set the URL and key of one only");
        }
        var url = selfHosted ? variables.required(SELF_HOSTED_URL, "the URL of your own Convex backend") : variables.required(CONVEX_URL,
                "the deployment's URL, such as https://happy-animal-123.convex.cloud" + hint(variables, PUBLIC_URLS, CONVEX_URL));
        var key = selfHosted ? variables.required(SELF_HOSTED_KEY, "the admin key of your own Convex backend")
                : variables.required(CONVEX_KEY, "a deploy key of that deployment (dashboard: Settings, Deploy keys)");
        variables.check();
        return new Services(postgres, variables.text(STORE_URL), variables.text(ROOT_CERTIFICATE), url, key);
    }

    /** Those of our names that are set. */
    public static List<String> namedIn(Map<String, String> values) {
        var variables = new Variables(values);
        return NAMES.stream().filter(name -> variables.text(name).isPresent()).sorted().toList();
    }

    /**
     * The source database's URL alone, for what needs no deployment.
     *
     * @throws ConfigException if it is missing
     */
    public static String postgresUrl(Map<String, String> values) {
        var variables = new Variables(values);
        var postgres = postgres(variables);
        variables.check();
        return postgres;
    }

    private static String postgres(Variables variables) {
        return variables.required(POSTGRES_URL,
                "the source database, such as postgresql://user:password@host/database" + hint(variables, OTHER_DATABASES, POSTGRES_URL));
    }

    private static String hint(Variables variables, List<String> others, String wanted) {
        return others.stream()
                .filter(name -> variables.text(name).isPresent())
                .findFirst()
                .map(name -> "; " + name + " is set, but may be meant for something else: set " + wanted + " too")
                .orElse("");
    }

    /** Names only. */
    @Override
    public String toString() {
        return "Services[...]";
    }
}
