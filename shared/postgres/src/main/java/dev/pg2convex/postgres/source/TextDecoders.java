package dev.pg2convex.postgres.source;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.plan.TypeFamily;
import dev.pg2convex.core.source.PgType;
import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.value.Value;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;

/** The decoder for a type and a conversion (design §7). */
final class TextDecoders {
    private final boolean round;
    private final ZoneId zone;

    private TextDecoders(boolean round, ZoneId zone) {
        this.round = round;
        this.zone = zone;
    }

    /**
     * @param as of an array, what its elements become
     * @throws IllegalArgumentException for a conversion that the type does not have, which the plan's resolver refuses
     */
    static TextDecoder of(PgType type, Conversion as, boolean round, ZoneId zone) {
        return new TextDecoders(round, zone).decoder(type, as);
    }

    private TextDecoder decoder(PgType type, Conversion as) {
        if (as != Conversion.DEFAULT && !TypeFamily.conversions(type).contains(as)) {
            throw new IllegalArgumentException("type " + type.name() + " has no conversion " + as);
        }
        return switch (TypeFamily.of(type)) {
            case ARRAY -> array(type.element().orElseThrow(), as);
            case COMPOSITE -> composite(type);
            case HSTORE -> HstoreText::decode;
            case INTEGER -> integer(as, NumberText::floating);
            case BIGINT -> integer(as, as == Conversion.NUMBER ? text -> NumberText.integer(text, round) : TextDecoders::int64);
            case FLOAT -> as == Conversion.STRING ? Value.Text::new : NumberText::floating;
            case NUMERIC -> as == Conversion.NUMBER ? text -> NumberText.number(text, round) : Value.Text::new;
            case BOOLEAN ->
                as == Conversion.STRING ? text -> new Value.Text(String.valueOf(bool(text))) : text -> new Value.Bool(bool(text));
            case TIMESTAMP, TIMESTAMPTZ ->
                as == Conversion.STRING ? text -> TimeText.iso(text, zone) : text -> TimeText.millis(text, zone, round);
            case JSON -> as == Conversion.STRING ? Value.Text::new : text -> JsonText.decode(text, round);
            case VECTOR -> as == Conversion.STRING ? Value.Text::new : VectorText::decode;
            case BYTES -> TextDecoders::bytes;
            case TEXT -> text(type);
            case OTHER -> Value.Text::new;
        };
    }

    private static TextDecoder integer(Conversion as, TextDecoder number) {
        return switch (as) {
            case STRING -> Value.Text::new;
            case INT64 -> TextDecoders::int64;
            case DEFAULT, NUMBER, TIMESTAMP -> number;
        };
    }

    private static TextDecoder text(PgType type) {
        return switch (type.name()) {
            case "date" -> TimeText::date;
            case "inet" -> text -> new Value.Text(InetText.withoutFullMask(text));
            // Inside of an array the padding is there; a cast to text takes it away.
            case "bpchar" -> text -> new Value.Text(unpadded(text));
            default -> Value.Text::new;
        };
    }

    private static String unpadded(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    private TextDecoder array(PgType element, Conversion as) {
        TextDecoder decoder = decoder(element, as);
        char delimiter = switch (element.name()) {
            case "box" -> ';';
            case "geometry", "geography" -> ':';
            default -> ',';
        };
        return text -> new ArrayText(text, delimiter, decoder).decode();
    }

    private TextDecoder composite(PgType type) {
        List<String> names = type.attributes().stream().map(PgType.Attribute::name).toList();
        List<TextDecoder> decoders = type.attributes().stream().map(attribute -> decoder(attribute.type(), Conversion.DEFAULT)).toList();
        return text -> CompositeText.decode(text, names, decoders);
    }

    private static Value int64(String text) {
        return new Value.Int64(Long.parseLong(text));
    }

    /** A cast writes the word, an array's output the letter. */
    private static boolean bool(String text) {
        return switch (text) {
            case "t", "true" -> true;
            case "f", "false" -> false;
            default -> throw new UnfitException(RejectReason.INVALID_VALUE);
        };
    }

    private static Value bytes(String text) {
        if (!text.startsWith("\\x")) {
            throw new UnfitException(RejectReason.INVALID_VALUE);
        }
        return new Value.Bytes(HexFormat.of().parseHex(text, 2, text.length()));
    }
}
