package dev.pg2convex.local.cli;

import dev.pg2convex.testing.SharedServer;

/** One {@link Site} for all tests of a thread: each is alone with it while it runs. */
final class SharedSite extends SharedServer<Site> {
    SharedSite() {
        super(Site.class, Site::new);
    }

    @Override
    protected Object sharing() {
        return Thread.currentThread();
    }
}
