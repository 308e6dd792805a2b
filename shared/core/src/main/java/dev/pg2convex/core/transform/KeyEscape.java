package dev.pg2convex.core.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * Object keys that Convex forbids, percent-encoded so that they can be had back: a leading {@code $}, control characters, everything that is not
 * ASCII, and {@code %} itself, so that no two keys become one. The empty key is allowed and stays as it is.
 */
public final class KeyEscape {
    /** What Convex's clients assign to an object in JavaScript, where it would set the prototype and be lost. */
    private static final String PROTOTYPE = "__proto__";

    private static final String HEX = "0123456789ABCDEF";

    private KeyEscape() {}

    /** Whether Convex cannot carry this key as it is. */
    public static boolean isForbidden(String key) {
        return key.startsWith("$") || key.equals(PROTOTYPE) || key.chars().anyMatch(c -> !isPrintableAscii(c));
    }

    /** @param key well-formed UTF-16: a lone surrogate has no UTF-8 */
    public static String encode(String key) {
        if (!isForbidden(key) && key.indexOf('%') < 0) {
            return key;
        }
        StringBuilder encoded = new StringBuilder(key.length() + 16);
        for (byte unit : key.getBytes(UTF_8)) {
            boolean first = encoded.isEmpty();
            if (!isPrintableAscii(unit) || unit == '%' || (first && (unit == '$' || key.equals(PROTOTYPE)))) {
                encoded.append('%').append(HEX.charAt((unit >> 4) & 0xF)).append(HEX.charAt(unit & 0xF));
            } else {
                encoded.append((char) unit);
            }
        }
        return encoded.toString();
    }

    /**
     * The key that was encoded.
     *
     * @throws IllegalArgumentException for a text that {@link #encode} does not yield
     */
    public static String decode(String encoded) {
        ByteArrayOutputStream units = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%' && i + 2 < encoded.length()) {
                units.write((HEX.indexOf(encoded.charAt(i + 1)) << 4) | HEX.indexOf(encoded.charAt(i + 2)));
                i += 2;
            } else {
                units.write(c);
            }
        }
        String key = units.toString(UTF_8);
        if (!encode(key).equals(encoded)) {
            throw new IllegalArgumentException("not an escaped key");
        }
        return key;
    }

    private static boolean isPrintableAscii(int c) {
        return c >= 0x20 && c < 0x7F;
    }
}
