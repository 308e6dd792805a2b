package dev.pg2convex.chat;

import java.util.List;

/** Message texts that break what handles text carelessly. */
final class Texts {
    /** As people write. */
    static final List<String> PLAIN = List.of("Hello, can you help me with my essay?", "Sure. What is it about?",
            "Summarise this in three sentences.", "Here is a draft:\n\n1. Introduction\n2. Main part\n3. Conclusion",
            "Why does the test fail on the second run?", "Because the first one leaves a row behind.",
            "Translate \"good morning\" into Finnish.", "Hyvää huomenta.", "ok", "Thank you!");

    /** Valid in Postgres and in Convex, all of it. */
    static final List<String> ODD = List.of("", " ", "trailing spaces   ", "\t\ttabs\tand\r\nboth kinds\nof line ends\r",
            // emoji: families joined by U+200D, a flag, skin tones, a keycap
            "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66 \uD83C\uDDEB\uD83C\uDDEE \uD83D\uDC4D\uD83C\uDFFD 7\uFE0F\u20E3 \uD83E\uDEE0",
            // right to left: Arabic, Hebrew, with marks that turn the direction
            "\u0645\u0631\u062D\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645",
            "\u05E9\u05DC\u05D5\u05DD \u202Eabc\u202C \u200Fend",
            // combining characters: never to be composed, nor the composed ones taken apart
            "e\u0301 is not \u00E9; A\u030A is not \u212B; Z\u0351\u036B\u0343\u0327\u0331a\u0321\u034A\u035Dlgo",
            "\u6F22\u5B57\u3001\u304B\u306A\u3001\uD55C\uAD6D\uC5B4, \u0939\u093F\u0928\u094D\u0926\u0940, \u0E44\u0E17\u0E22, \uD840\uDC0B",
            // every control character but NUL
            "\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\u000B\f\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D"
                    + "\u001E\u001F\u007F\u0080\u0085\u009F",
            // line separators, a byte order mark, characters that are none, the last code point
            "a\u2028b\u2029c", "\uFEFFmarked", "\uFFFE\uFFFF\uFFFD", "\uDBFF\uDFFF", "no\u00A0break zero\u200Bwidth soft\u00ADhyphen",
            // what COPY, SQL, JSON, HTML and templates take for their own
            "\\N", "\\.", "C:\\new\\table\\u0041", "'; DROP TABLE messages; --", "$1 ${x} {{y}} %s %n", "null", "undefined", "NaN", "1e400",
            "{\"$integer\":\"AAAAAAAAAAA=\"}", "\"quoted\"", "<script>alert(1)</script>&amp;", "{\"__proto__\":{\"x\":1}}",
            // the dotless i and the sharp s, which change under a locale's or Unicode's case rules
            "\u0130stanbul \u0131\u015F\u0131k STRA\u00DFE \uFB01");

    private Texts() {}

    /** Lines as in a long answer, with something odd in them at times. */
    static String of(Dice dice) {
        if (dice.oneIn(6)) {
            return dice.any(ODD);
        }
        var text = new StringBuilder(dice.any(PLAIN));
        for (int i = dice.below(6); i > 0; i--) {
            text.append(dice.oneIn(8) ? dice.any(ODD) : "\n" + dice.any(PLAIN));
        }
        return text.toString();
    }
}
