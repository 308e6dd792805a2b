package dev.pg2convex.postgres.source;

import dev.pg2convex.core.value.Value;

/** Turns the text of a value that is not null into a Convex value. */
@FunctionalInterface
interface TextDecoder {
    /** @throws UnfitException when Convex cannot carry it exactly */
    Value decode(String text);
}
