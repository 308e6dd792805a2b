package dev.pg2convex.postgres.source;

import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the text of an hstore: {@code "key"=>"value", "key"=>NULL}. */
final class HstoreText {
    private final String text;
    private int at;

    private HstoreText(String text) {
        this.text = text;
    }

    static Value decode(String text) {
        return new Value.Obj(new HstoreText(text).pairs());
    }

    private Map<String, Value> pairs() {
        var fields = new LinkedHashMap<String, Value>();
        while (at < text.length()) {
            if (at > 0) {
                expect(", ");
            }
            String key = quoted();
            expect("=>");
            if (text.startsWith("NULL", at)) {
                at += 4;
                fields.put(key, new Value.Null());
            } else {
                fields.put(key, new Value.Text(quoted()));
            }
        }
        return fields;
    }

    private String quoted() {
        expect("\"");
        var content = new StringBuilder();
        while (!text.startsWith("\"", at)) {
            if (text.startsWith("\\", at)) {
                at++;
            }
            if (at >= text.length()) {
                throw new UnfitException(RejectReason.INVALID_VALUE);
            }
            content.append(text.charAt(at++));
        }
        at++;
        return content.toString();
    }

    private void expect(String next) {
        if (!text.startsWith(next, at)) {
            throw new UnfitException(RejectReason.INVALID_VALUE);
        }
        at += next.length();
    }
}
