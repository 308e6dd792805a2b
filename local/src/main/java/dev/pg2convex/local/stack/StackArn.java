package dev.pg2convex.local.stack;

import java.util.List;

/**
 * Where a stack is, from its ARN: {@code arn:aws:cloudformation:eu-central-1:123456789012:stack/pg2convex/…}.
 *
 * @param account its number, or {@code *} while nobody knows it
 */
record StackArn(String partition, String region, String account) {
    private static final int PARTS = 6;

    static StackArn of(String arn) {
        var parts = List.of(arn.split(":", PARTS));
        return parts.size() == PARTS ? new StackArn(parts.get(1), parts.get(3), parts.get(4)) : new StackArn("*", "*", "*");
    }

    String function(String name) {
        return name.startsWith("arn:") ? name : arn("lambda", "function:" + name);
    }

    String stack(String name) {
        return name.startsWith("arn:") ? name : arn("cloudformation", "stack/" + name + "/*");
    }

    /** @param url ends with the account and the name */
    String queue(String url) {
        return arn("sqs", url.substring(url.lastIndexOf('/') + 1));
    }

    private String arn(String service, String resource) {
        return String.join(":", "arn", partition, service, region, account, resource);
    }
}
