package dev.pg2convex.convex;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** The URL of a Convex deployment: scheme and host, for a self-hosted one also a path, without a slash at the end. */
public final class ConvexUrl {
    private static final String CLOUD = ".convex.cloud";
    private static final String SITE = ".convex.site";
    private static final String EXPECTED = "; expected something like https://happy-animal-123.convex.cloud (CONVEX_URL), as the Convex dashboard shows it"
            + " under Settings, URL & Deploy Key";

    /** Deployments are called like this: two words and a number. */
    private static final Pattern DEPLOYMENT_NAME = Pattern.compile("[a-z]+-[a-z]+-[0-9]+");

    private final URI uri;

    private ConvexUrl(URI uri) {
        this.uri = uri;
    }

    /**
     * Reads what an operator has set.
     *
     * @throws CategorizedException of {@link Failure#CONFIGURATION}: {@code no_url}, {@code malformed_url}, {@code dashboard_url}, {@code site_url} or
     *     {@code insecure_url}
     */
    public static ConvexUrl parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw refused("no_url", "no Convex URL is set" + EXPECTED);
        }
        if (trimmed.contains("|")) {
            throw refused("malformed_url", "the Convex URL is a deploy key; set that as CONVEX_DEPLOY_KEY" + EXPECTED);
        }
        URI uri = parseUri(trimmed);
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (host.equals("convex.dev") || host.endsWith(".convex.dev")) {
            throw refused("dashboard_url", "the Convex URL is the dashboard's"
                    + ofDashboard(uri).map(url -> "; the deployment's is probably " + url).orElse(EXPECTED));
        }
        if (host.endsWith(SITE)) {
            throw refused("site_url", "the Convex URL ends in .convex.site, which serves an application's HTTP actions; use https://"
                    + host.substring(0, host.length() - SITE.length()) + CLOUD);
        }
        boolean cloud = host.endsWith(CLOUD);
        String path = uri.getRawPath().replaceFirst("/+$", "");
        if (cloud && !path.isEmpty() || host.equals(CLOUD.substring(1))) {
            throw refused("malformed_url", "the Convex URL has a path, or no deployment; use https://NAME.convex.cloud alone");
        }
        if (uri.getScheme().equalsIgnoreCase("http") && (cloud || !PrivateHosts.includes(host))) {
            throw refused("insecure_url",
                    "the Convex URL of " + host + " is http: the deploy key and the data would travel in the clear; use https");
        }
        return new ConvexUrl(URI
                .create(uri.getScheme().toLowerCase(Locale.ROOT) + "://" + host + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + path));
    }

    private static URI parseUri(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw refused("malformed_url", "the Convex URL is not a URL" + EXPECTED);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw refused("malformed_url", "the Convex URL does not start with https://"
                    + withoutScheme(text).map(url -> "; did you mean " + url + "?").orElse(EXPECTED));
        }
        // OkHttp knows more of hosts, such as that a part of a name has at most 63 characters.
        if (uri.getHost() == null || HttpUrl.parse(text) == null || uri.getRawUserInfo() != null || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw refused("malformed_url", "the Convex URL has no host, or more than a host and a path" + EXPECTED);
        }
        return uri;
    }

    /** For a host alone, and for what the Convex command line keeps in CONVEX_DEPLOYMENT: {@code dev:happy-animal-123}. */
    private static Optional<String> withoutScheme(String text) {
        String name = text.substring(text.indexOf(':') + 1);
        if (DEPLOYMENT_NAME.matcher(name).matches()) {
            return Optional.of("https://" + name + CLOUD);
        }
        return text.matches("[a-z0-9.-]+" + Pattern.quote(CLOUD) + "/*") ? Optional.of("https://" + text) : Optional.empty();
    }

    private static Optional<String> ofDashboard(URI uri) {
        return Pattern.compile("/")
                .splitAsStream(uri.getRawPath())
                .filter(segment -> DEPLOYMENT_NAME.matcher(segment).matches())
                .findFirst()
                .map(name -> "https://" + name + CLOUD);
    }

    private static CategorizedException refused(String code, String message) {
        return new CategorizedException(Failure.CONFIGURATION, code, message);
    }

    /** The deployment's name, where its host tells: the first label of {@code NAME.convex.cloud} or {@code NAME.REGION.convex.cloud}. */
    public Optional<String> deployment() {
        return isCloud() ? Optional.of(uri.getHost().substring(0, uri.getHost().indexOf('.'))) : Optional.empty();
    }

    boolean isCloud() {
        return uri.getHost().endsWith(CLOUD);
    }

    boolean isEncrypted() {
        return uri.getScheme().equals("https");
    }

    boolean isLoopback() {
        return PrivateHosts.isLoopback(uri.getHost());
    }

    /** The address of a route, such as {@code /api/query}. */
    String resolve(String route) {
        return uri + route;
    }

    @Override
    public String toString() {
        return uri.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConvexUrl url && uri.equals(url.uri);
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }
}
