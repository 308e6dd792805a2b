package dev.pg2convex.local.cli;

import dev.pg2convex.testing.SharedServer;

/** One {@link Site} for all test classes of the JVM. */
final class SharedSite extends SharedServer<Site> {
    SharedSite() {
        super(Site.class, Site::new);
    }
}
