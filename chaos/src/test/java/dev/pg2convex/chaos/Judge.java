package dev.pg2convex.chaos;

import dev.pg2convex.chaos.Ledger.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Compares the documents with the ledger, one by one: the mapping is written out here a second time, by hand, so that what pg2convex makes of a row is
 * judged by somebody else.
 */
final class Judge {
    private final Ledger ledger;
    /** Documents of the application, by handle. */
    private final Map<String, String> signedUp;
    private final List<String> verdict = new ArrayList<>();

    private Judge(Ledger ledger, Map<String, String> signedUp) {
        this.ledger = ledger;
        this.signedUp = signedUp;
    }

    /** @return what is wrong: rows lost, doubled, outdated, or left over; nothing when target = f(source) */
    static List<String> judge(Ledger ledger, Map<String, String> signedUp, Deployment deployment) throws InterruptedException {
        var judge = new Judge(ledger, signedUp);
        judge.judge(deployment);
        return judge.verdict;
    }

    private void judge(Deployment deployment) throws InterruptedException {
        var people = byKey(deployment.documents("people"), "handle");
        var items = byKey(deployment.documents("items"), "legacyId");
        var nodes = byKey(deployment.documents("nodes"), "code");
        people(people);
        items(items, people);
        nodes(nodes);
    }

    private void people(Map<String, List<JsonNode>> found) {
        var expected = new HashSet<String>();
        for (var person : ledger.people().values()) {
            expected.add(person.handle());
            var fields = new HashMap<String, String>();
            fields.put("legacyId", number(person.id()));
            fields.put("handle", person.handle());
            person.name().ifPresent(name -> fields.put("name", name));
            person.age().ifPresent(age -> fields.put("age", number(age)));
            one("people", person.handle(), fields, Set.of("plan"), found);
        }
        // Whom the application signed up stays, whatever becomes of the row.
        signedUp.forEach((handle, id) -> {
            var documents = found.getOrDefault(handle, List.of());
            if (documents.stream().noneMatch(document -> document.path("_id").asString().equals(id))) {
                verdict.add("people " + handle + ": the application's document is gone");
            } else if (documents.stream().noneMatch(document -> document.path("plan").asString("").equals("plan of " + handle))) {
                verdict.add("people " + handle + ": a field of the application's own was touched");
            }
        });
        expected.addAll(signedUp.keySet());
        leftOver("people", expected, found);
        signedUp.keySet().forEach(handle -> atMostOne("people", handle, found));
    }

    private void items(Map<String, List<JsonNode>> found, Map<String, List<JsonNode>> people) {
        var expected = new HashSet<String>();
        for (var item : ledger.items().values()) {
            var key = number((double) item.id());
            expected.add(key);
            if (item.bad()) {
                // Set aside; a document that was made before it went bad stays.
                atMostOne("items", key, found);
                continue;
            }
            var fields = new HashMap<String, String>();
            fields.put("legacyId", key);
            fields.put("title", item.title());
            item.weight().ifPresent(weight -> fields.put("weight", number(Double.parseDouble(weight))));
            owner(item, people).ifPresent(owner -> fields.put("ownerId", owner));
            one("items", key, fields, Set.of(), found);
        }
        leftOver("items", expected, found);
    }

    private Optional<String> owner(Item item, Map<String, List<JsonNode>> people) {
        return item.owner().map(ledger.people()::get).map(owner -> id(owner.handle(), people));
    }

    private void nodes(Map<String, List<JsonNode>> found) {
        for (var node : ledger.nodes().values()) {
            var fields = new HashMap<String, String>();
            fields.put("code", node.code());
            fields.put("label", node.label());
            node.parent().filter(ledger.nodes()::containsKey).ifPresent(parent -> fields.put("parentId", id(parent, found)));
            one("nodes", node.code(), fields, Set.of(), found);
        }
        leftOver("nodes", ledger.nodes().keySet(), found);
    }

    private static String id(String key, Map<String, List<JsonNode>> found) {
        return found.getOrDefault(key, List.of()).stream().findFirst().map(document -> document.path("_id").asString()).orElse("nobody");
    }

    private void one(String table, String key, Map<String, String> expected, Set<String> foreign, Map<String, List<JsonNode>> found) {
        var documents = found.getOrDefault(key, List.of());
        if (documents.size() != 1) {
            verdict.add(table + " " + key + ": " + (documents.isEmpty() ? "lost" : documents.size() + " documents"));
            return;
        }
        var actual = new HashMap<String, String>();
        documents.getFirst().properties().forEach(field -> {
            if (!field.getKey().startsWith("_") && !foreign.contains(field.getKey())) {
                actual.put(field.getKey(), text(field.getValue()));
            }
        });
        var names = new TreeSet<>(expected.keySet());
        names.addAll(actual.keySet());
        names.removeIf(name -> expected.containsKey(name) && expected.get(name).equals(actual.get(name)));
        if (!names.isEmpty()) {
            verdict.add(table + " " + key + ": not as its row in " + names);
        }
    }

    private void atMostOne(String table, String key, Map<String, List<JsonNode>> found) {
        int size = found.getOrDefault(key, List.of()).size();
        if (size > 1) {
            verdict.add(table + " " + key + ": " + size + " documents");
        }
    }

    private void leftOver(String table, Set<String> expected, Map<String, List<JsonNode>> found) {
        found.forEach((key, documents) -> {
            if (!expected.contains(key)) {
                verdict.add(table + " " + key + ": " + documents.size() + " documents of no row");
            }
        });
    }

    private static Map<String, List<JsonNode>> byKey(List<JsonNode> documents, String field) {
        var byKey = new HashMap<String, List<JsonNode>>();
        documents.forEach(document -> byKey.computeIfAbsent(text(document.path(field)), _ -> new ArrayList<>()).add(document));
        return byKey;
    }

    private static String text(JsonNode value) {
        return value.isNumber() ? number(value.asDouble()) : value.asString();
    }

    private static String number(double value) {
        return Double.toString(value);
    }
}
