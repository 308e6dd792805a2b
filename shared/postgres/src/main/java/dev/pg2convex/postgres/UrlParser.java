package dev.pg2convex.postgres;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a database URL. Its errors show the scheme and names of parameters, never what stands where a secret could: an unescaped character in a
 * password moves every border behind it.
 */
final class UrlParser {
    private static final String FORM = "expected postgresql://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=require";
    private static final String ESCAPING = "; if the password holds one of the characters @ : / ? # %, write it as %40 %3A %2F %3F %23 %25";

    private final String name;
    private final boolean jdbc;
    private final UrlSettings settings = new UrlSettings();

    private UrlParser(String name, boolean jdbc) {
        this.name = name;
        this.jdbc = jdbc;
    }

    static PostgresUrl parse(String text, String name) {
        String url = text.strip();
        for (String scheme : List.of("postgres://", "postgresql://")) {
            if (startsWith(url, scheme)) {
                return new UrlParser(name, false).read(url.substring(scheme.length()));
            }
        }
        if (startsWith(url, "jdbc:postgresql:")) {
            String rest = url.substring("jdbc:postgresql:".length());
            return new UrlParser(name, true).read(rest.startsWith("//") ? rest.substring(2) : "/" + rest);
        }
        throw new UrlParser(name, false).problem(otherForm(url));
    }

    private static String otherForm(String url) {
        if (url.isEmpty()) {
            return "is empty; " + FORM;
        }
        if (startsWith(url, "psql ")) {
            return "is a psql command; take only the URL inside its quotes";
        }
        if (url.startsWith("\"") || url.startsWith("'")) {
            return "begins with a quote; remove the quotes around it";
        }
        if (startsWith(url, "prisma")) {
            return "is one of Prisma's proxies; give the database's own URL (Prisma calls it the direct URL); " + FORM;
        }
        if (startsWith(url, "http")) {
            return "is a web address, not that of a database; copy the connection string from your database's dashboard; " + FORM;
        }
        if (url.matches("(?is)\\w+\\s*=.*")) {
            return "is in keyword form; " + FORM;
        }
        int end = url.indexOf("://");
        return end > 0 && url.substring(0, end).matches("[A-Za-z][A-Za-z0-9+.-]{0,30}")
                ? "begins with " + url.substring(0, end) + "://; only PostgreSQL can be read; " + FORM : "is not a URL; " + FORM;
    }

    private PostgresUrl read(String rest) {
        int slash = rest.indexOf('/');
        int at = rest.lastIndexOf('@', slash < 0 ? rest.length() : slash);
        if (at >= 0) {
            credentials(rest.substring(0, at));
        } else if (rest.indexOf('@') >= 0) {
            throw problem("has no host before its first slash" + ESCAPING);
        }
        String remainder = rest.substring(at + 1);
        int query = remainder.indexOf('?');
        String place = query < 0 ? remainder : remainder.substring(0, query);
        if (place.contains("@")) {
            throw problem("has an @ behind its host" + ESCAPING);
        }
        if (query >= 0) {
            parameters(remainder.substring(query + 1));
        }
        int path = place.indexOf('/');
        String database = path < 0 ? "" : decode(place.substring(path + 1), "the database's name");
        List<PostgresUrl.Host> hosts = hosts(path < 0 ? place : place.substring(0, path));
        String user = settings.user.filter(given -> !given.isEmpty()).orElseGet(() -> System.getProperty("user.name"));
        settings.verifyWhereRootIsGiven();
        return new PostgresUrl(hosts, settings.database.orElse(database.isEmpty() ? user : database), user, settings);
    }

    private void credentials(String text) {
        int colon = text.indexOf(':');
        settings.user = Optional.of(decode(colon < 0 ? text : text.substring(0, colon), "the user"));
        if (colon >= 0) {
            settings.password = Optional.of(decode(text.substring(colon + 1), "the password"));
        }
    }

    private void parameters(String query) {
        for (String parameter : query.split("&", -1)) {
            if (parameter.isEmpty()) {
                continue;
            }
            int equals = parameter.indexOf('=');
            String key = decode(equals < 0 ? parameter : parameter.substring(0, equals), "a parameter");
            if (!key.matches("[A-Za-z_]{1,40}") || (query.contains("@") && equals < 0)) {
                throw problem("has a parameter that is none" + ESCAPING);
            }
            UrlParameters.apply(settings, key, equals < 0 ? "" : decode(parameter.substring(equals + 1), "the value of `" + key + "`"))
                    .ifPresent(wrong -> {
                        throw problem(wrong);
                    });
        }
    }

    private List<PostgresUrl.Host> hosts(String authority) {
        List<String> names = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String part : authority.split(",", -1)) {
            int colon = part.endsWith("]") ? -1 : part.lastIndexOf(':');
            names.add(decode(colon < 0 ? part : part.substring(0, colon), "the host"));
            ports.add(colon < 0 ? "" : part.substring(colon + 1));
        }
        names = settings.host.map(given -> Arrays.asList(given.split(",", -1))).orElse(names);
        ports = settings.port.map(given -> Arrays.asList(given.split(",", -1))).orElse(ports);
        if (ports.size() != names.size() && ports.size() != 1) {
            throw problem("has " + names.size() + " hosts and " + ports.size() + " ports; give each host its port, or one port for all");
        }
        var hosts = new ArrayList<PostgresUrl.Host>();
        for (int i = 0; i < names.size(); i++) {
            hosts.add(new PostgresUrl.Host(host(names.get(i)), port(ports.get(ports.size() == 1 ? 0 : i))));
        }
        return hosts;
    }

    private String host(String text) {
        if (text.startsWith("/") || text.startsWith("@")) {
            throw problem("names a Unix socket, which Java cannot reach; give a host and a port, such as localhost:5432");
        }
        if (text.isEmpty() && jdbc) {
            return "localhost";
        }
        if (text.isEmpty()) {
            throw problem("names no host; " + FORM);
        }
        String address = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (address.contains(":") && address.matches("[0-9A-Fa-f:.]+(%[A-Za-z0-9]+)?")) {
            return "[" + address + "]";
        }
        if (!address.equals(text) || !text.matches("[\\p{L}\\p{N}._-]+")) {
            throw problem("has a host that is none; " + FORM + ESCAPING);
        }
        return text;
    }

    private int port(String text) {
        if (text.isEmpty()) {
            return PostgresUrl.DEFAULT_PORT;
        }
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65_535) {
            throw problem("has a port that is no number from 1 to 65535" + ESCAPING);
        }
        return Integer.parseInt(text);
    }

    private String decode(String text, String what) {
        try {
            // Only pgjdbc takes a plus sign for a space.
            return URLDecoder.decode(jdbc ? text : text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw problem("has a % in " + what + " that begins no escape; write a percent sign as %25");
        }
    }

    private CategorizedException problem(String wrong) {
        return new CategorizedException(Failure.CONFIGURATION, "database_url", name + " " + wrong);
    }

    private static boolean startsWith(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
