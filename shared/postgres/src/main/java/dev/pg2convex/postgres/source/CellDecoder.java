package dev.pg2convex.postgres.source;

import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.source.Cell;
import dev.pg2convex.core.store.RejectReason;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** What the text of a field says. */
final class CellDecoder {
    private final TextDecoder decoder;

    private CellDecoder(TextDecoder decoder) {
        this.decoder = decoder;
    }

    /** For a field that is no reference. */
    static CellDecoder of(FieldPlan field) {
        ZoneId zone = field.zone().map(ZoneId::of).orElse(ZoneOffset.UTC);
        return new CellDecoder(TextDecoders.of(field.type(), field.as(), field.round(), zone));
    }

    /** @param text empty for a SQL null */
    Cell decode(Optional<String> text) {
        if (text.isEmpty()) {
            return new Cell.Absent();
        }
        try {
            return new Cell.Present(decoder.decode(text.get()));
        } catch (UnfitException e) {
            return new Cell.Unfit(e.reason().code());
        } catch (IllegalArgumentException _) {
            // A number or a hexadecimal text that is none; its message would quote the value.
            return new Cell.Unfit(RejectReason.INVALID_VALUE.code());
        }
    }
}
