package dev.pg2convex.core.protocol;

import dev.pg2convex.core.store.Pages.StageRest;
import dev.pg2convex.core.store.StoreRefused;

/** The work on a page of one kind, from its lease to its finish. */
@FunctionalInterface
public interface PageWork {
    /** @return what is left of its stage, the page being done */
    StageRest work(HeldPage page) throws StoreRefused, PageInterrupted;
}
