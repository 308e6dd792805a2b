package dev.pg2convex.core;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.mapping.MappingReader;
import dev.pg2convex.core.message.MessageSender;
import dev.pg2convex.core.protocol.Faults;
import dev.pg2convex.core.source.SourceCatalog;
import dev.pg2convex.core.source.SourceReader;
import dev.pg2convex.core.store.Findings;
import dev.pg2convex.core.store.IdMappings;
import dev.pg2convex.core.store.Intents;
import dev.pg2convex.core.store.MappingVersions;
import dev.pg2convex.core.store.Pages;
import dev.pg2convex.core.store.Rejects;
import dev.pg2convex.core.store.Runs;
import dev.pg2convex.core.store.Stages;
import dev.pg2convex.core.store.Written;
import dev.pg2convex.core.target.Target;

/** Everything that a function reaches of the world outside, with the sizes it works by. */
public record Ports(SourceCatalog catalog, SourceReader source, Target target, MappingReader mappingReader, MappingVersions mappings,
        Runs runs, Stages stages, Pages pages, Intents intents, IdMappings ids, Rejects rejects, Findings findings, Written written,
        MessageSender sender, Tuning tuning, Faults faults) {
    public Ports {
        requireNonNull(catalog);
        requireNonNull(source);
        requireNonNull(target);
        requireNonNull(mappingReader);
        requireNonNull(mappings);
        requireNonNull(runs);
        requireNonNull(stages);
        requireNonNull(pages);
        requireNonNull(intents);
        requireNonNull(ids);
        requireNonNull(rejects);
        requireNonNull(findings);
        requireNonNull(written);
        requireNonNull(sender);
        requireNonNull(tuning);
        requireNonNull(faults);
    }
}
