package dev.pg2convex.local.demo;

import dev.pg2convex.chat.SignUp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The chat application, which was there before the migration: some users signed up with it already. */
final class Application {
    private static final int PAGE = 500;

    private final ConvexCalls convex;

    Application(ConvexCalls convex) {
        this.convex = convex;
    }

    /** @return the new documents' IDs by Clerk user ID */
    Map<String, String> signUp(List<SignUp> signUps) throws InterruptedException {
        var ids = new HashMap<String, String>();
        for (var user : signUps) {
            var arguments = ConvexCalls.arguments()
                    .put("clerkUserId", user.clerkUserId())
                    .put("email", user.email())
                    .put("name", user.name())
                    .put("username", user.username())
                    .put("plan", user.plan())
                    .put("onboardedAt", user.onboardedAt())
                    .put("credits", user.credits());
            user.image().ifPresent(image -> arguments.put("image", image));
            ids.put(user.clerkUserId(), convex.call("mutation", "app:signUp", arguments).asString());
        }
        return ids;
    }

    /** What became of the application's own documents: each must be there once, under its ID, with the fields that only the application has. */
    List<String> problems(List<SignUp> signUps, Map<String, String> ids) throws InterruptedException {
        var found = new HashMap<String, List<JsonNode>>();
        convex.each("app:listUsers", PAGE, ConvexCalls.arguments(),
                user -> found.computeIfAbsent(user.path("clerkUserId").asString(), _ -> new ArrayList<>()).add(user));
        var problems = new ArrayList<String>();
        for (var user : signUps) {
            var documents = found.getOrDefault(user.clerkUserId(), List.of());
            if (documents.size() != 1 || !documents.getFirst().path("_id").asString().equals(ids.get(user.clerkUserId()))) {
                problems.add("a user whom the application had signed up has " + documents.size() + " documents, or another one");
            } else if (!documents.getFirst().path("plan").asString("").equals(user.plan())
                    || documents.getFirst().path("onboardedAt").asDouble(-1) != user.onboardedAt()) {
                problems.add("a user whom the application had signed up has lost fields of the application's own");
            }
        }
        return problems;
    }
}
