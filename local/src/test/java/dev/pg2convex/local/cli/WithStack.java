package dev.pg2convex.local.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A stack for each test, with a few rows to move. */
@ExtendWith(SharedSite.class)
abstract class WithStack {
    Site site;
    StackSite stack;

    @BeforeEach
    void start(Site shared, @TempDir Path folder) throws Exception {
        site = shared;
        stack = new StackSite(site, folder);
    }

    @AfterEach
    void stop() {
        stack.close();
    }
}
