package dev.pg2convex.local.cli;

import dev.pg2convex.embedded.LocalConvexServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a command is given: good input, spoilt by a case; see {@link BadInputTest} for how. */
final class SpoiltInput {
    private static final String PASSWORD = "pa55-of-nobody";
    private static final String SECRET = "c2VjcmV0-of-a-key";
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private final BadInputSite site;
    private final Map<String, String> variables = new HashMap<>();
    private final Path mapping;
    private List<String> line;
    private String database;
    private String role = "postgres";
    private LocalConvexServer convex;
    private String text;
    private boolean plain = true;

    SpoiltInput(BadInputSite site, BadInput each) throws Exception {
        this.site = site;
        mapping = site.folder().resolve("mapping.yaml");
        line = List.of("run", "--mapping", mapping.toString());
        convex = site.server("chat");
        text = each.part("mapping").orElse(site.mapping());
        database = each.part("sql").isPresent() ? site.changed(each.part("sql").get()) : site.source("chat");
        for (var change : each.changes()) {
            place(change);
        }
        variables.put("POSTGRES_URL", url());
        variables.put("CONVEX_URL", convex.url());
        variables.put("CONVEX_DEPLOY_KEY", convex.deployKey());
        for (var change : each.changes()) {
            spoil(change);
        }
        Files.deleteIfExists(mapping);
        if (text != null) {
            Files.writeString(mapping, text);
        }
        var dotenv = site.folder().resolve(".env.local");
        Files.deleteIfExists(dotenv);
        if (each.part(".env.local").isPresent()) {
            Files.writeString(dotenv, each.part(".env.local").get());
        }
    }

    private String url() {
        return site.url(database, role);
    }

    /** What the good input depends on. */
    private void place(String change) throws SQLException {
        switch (word(change)) {
            case "source" -> database = site.source(rest(change));
            case "role" -> role = rest(change);
            case "deployment" -> convex = site.server(rest(change));
            default -> {
                // For the good input itself.
            }
        }
    }

    private void spoil(String change) {
        var rest = rest(change);
        switch (word(change)) {
            case "set" -> variables.put(rest.substring(0, rest.indexOf('=')), filled(rest.substring(rest.indexOf('=') + 1)));
            case "unset" -> variables.remove(rest);
            case "mapping" -> text = null;
            case "replace" -> replace(rest.replace("\\n", "\n").split(" => ", -1));
            case "command" -> {
                line = words(rest);
                line.addAll(1, List.of("--mapping", mapping.toString()));
                plain = false;
            }
            case "line" -> {
                line = words(rest);
                plain = false;
            }
            case "source" -> plain = !rest.equals("own");
            case "role", "deployment" -> {
                // Done.
            }
            default -> throw new IllegalArgumentException("no change: " + change);
        }
    }

    private void replace(String[] change) {
        if (!text.contains(change[0])) {
            throw new IllegalArgumentException("the mapping has no " + change[0]);
        }
        text = text.replace(change[0], change[1]);
    }

    private List<String> words(String words) {
        return new ArrayList<>(
                WORD.matcher(words).results().map(word -> filled(word.group(1) != null ? word.group(1) : word.group(2))).toList());
    }

    private String filled(String value) {
        return value.replace("{url}", url())
                .replace("{server}", url().replaceFirst(".*@", "").replaceFirst("/.*", ""))
                .replace("{website}", site.website())
                .replace("{place}", url().replaceFirst(".*@", ""))
                .replace("{password}", PASSWORD)
                .replace("{secret}", SECRET)
                .replace("{convex}", convex.url())
                .replace("{key}", convex.deployKey())
                .replace("{folder}", site.folder().toString());
    }

    private static String word(String change) {
        return change.split(" ", 2)[0];
    }

    private static String rest(String change) {
        return change.contains(" ") ? change.split(" ", 2)[1] : "";
    }

    Said say(List<String> arguments) {
        return Said.by(new Environment(site.folder(), variables), arguments.toArray(String[]::new));
    }

    List<String> line() {
        return line;
    }

    Path mapping() {
        return mapping;
    }

    /** What {@code plan} is to say too. */
    boolean isPlainRun() {
        return plain;
    }

    List<String> secrets() {
        return List.of(PASSWORD, SECRET, Site.VALUE, convex.deployKey().substring(convex.deployKey().indexOf('|') + 1));
    }

    /** What differs from run to run, by name. */
    String general(String said) {
        return said.replace(site.website(), "{website}")
                .replace(mapping.toString(), "{mapping}")
                .replace(site.folder().toString(), "{folder}")
                .replace(convex.url(), "{convex}")
                .replace(site.url("", role).replaceFirst(".*@", "").replace("/", ""), "{postgres}")
                .replace(database, "{database}")
                .replaceAll("request ID [0-9a-f]+", "request ID {request}");
    }
}
