package dev.pg2convex.local.cli;

import dev.pg2convex.aws.ConfigException;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.mapping.MappingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects what is wrong with the input, each thing as a command that stops at the first would say it. */
final class Wrong {
    private final List<String> messages = new ArrayList<>();

    void add(String message) {
        messages.add(message);
    }

    /** What is supplied, unless there is something wrong with it, which is kept. */
    <T> Optional<T> unless(Supplier<T> supplier) {
        try {
            return Optional.of(supplier.get());
        } catch (ConfigException e) {
            messages.add(Root.withHint(e));
        } catch (InputException | MappingException | CategorizedException e) {
            messages.add(e.getMessage());
        }
        return Optional.empty();
    }

    int count() {
        return messages.size();
    }

    InputException exception() {
        return new InputException(String.join("\n", messages));
    }
}
