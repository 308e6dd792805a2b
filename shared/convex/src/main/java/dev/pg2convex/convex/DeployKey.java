package dev.pg2convex.convex;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.util.List;
import java.util.Optional;

/**
 * A deploy key, or a self-hosted deployment's admin key. What it looks like: {@code prod:NAME|…}, {@code dev:NAME|…}, {@code preview:NAME|…} of one
 * preview deployment, {@code NAME|…} self-hosted. {@code preview:TEAM:PROJECT|…} and {@code project:TEAM:PROJECT|…} belong to no deployment.
 */
public final class DeployKey {
    private static final String HOW_TO_MAKE = "; make a deploy key of the deployment itself in the Convex dashboard under Settings, URL & Deploy Key,"
            + " and set it as CONVEX_DEPLOY_KEY";

    private final String text;

    private DeployKey(String text) {
        this.text = text;
    }

    /**
     * Reads what an operator has set.
     *
     * @throws CategorizedException of {@link Failure#CONFIGURATION}: {@code no_key}, {@code malformed_key} or {@code key_of_no_deployment}
     */
    public static DeployKey parse(String text) {
        String key = text.strip();
        if (key.isEmpty()) {
            throw refused("no_key", "no Convex deploy key is set" + HOW_TO_MAKE);
        }
        if (!key.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
            throw refused("malformed_key",
                    "the Convex deploy key has a space, a line break or a character that no key has: it was copied with something else"
                            + HOW_TO_MAKE);
        }
        DeployKey parsed = new DeployKey(key);
        List<String> head = parsed.head();
        String kind = head.getFirst();
        if (kind.equals("project") || kind.equals("team")) {
            throw refused("key_of_no_deployment", "the key is a " + kind + "'s, which cannot call functions" + HOW_TO_MAKE);
        }
        if (kind.equals("preview") && head.size() > 2) {
            throw refused("key_of_no_deployment",
                    "the key is a preview deploy key, which only makes preview deployments and cannot call functions" + HOW_TO_MAKE);
        }
        if (key.startsWith("http://") || key.startsWith("https://")) {
            throw refused("malformed_key", "the Convex deploy key is a URL" + HOW_TO_MAKE);
        }
        return parsed;
    }

    private static CategorizedException refused(String code, String message) {
        return new CategorizedException(Failure.CONFIGURATION, code, message);
    }

    /** What stands before the secret: type and name, or the name alone; only an empty text where there is no such thing. */
    private List<String> head() {
        int secret = text.indexOf('|');
        return secret < 0 ? List.of("") : List.of(text.substring(0, secret).split(":", -1));
    }

    /** {@code prod}, {@code dev}, {@code preview} or what else the key says; empty for a self-hosted deployment's. */
    Optional<String> type() {
        return head().size() == 2 ? Optional.of(head().getFirst()) : Optional.empty();
    }

    /** The name of the key's deployment, where it tells. */
    Optional<String> deployment() {
        return Optional.of(head().getLast()).filter(name -> !name.isEmpty());
    }

    /** For the header, and nothing else. */
    String secret() {
        return text;
    }

    /** Says whose key it is and hides the secret. */
    @Override
    public String toString() {
        return String.join(":", head()) + "|***";
    }
}
